//! Currencies as people and programs write them beside an amount or in a column of their own.
//!
//! Enters: a word or a sign. Leaves: the currency, or that it is one of several.

use terms::Currency;

/// The codes in use (ISO 4217, list one).
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL \
    BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD \
    FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS \
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK \
    MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD \
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD \
    UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW";

/// Signs and words that stand for one currency, and those (empty) that stand for several.
const NAMES: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("us$", "USD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("r$", "BRL"),
    ("mx$", "MXN"),
    ("₹", "INR"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("฿", "THB"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("kč", "CZK"),
    ("ft", "HUF"),
    ("lei", "RON"),
    ("лв", "BGN"),
    ("руб", "RUB"),
    ("sfr", "CHF"),
    ("fr", "CHF"),
    ("us dollar", "USD"),
    ("us dollars", "USD"),
    ("pound sterling", "GBP"),
    ("schweizer franken", "CHF"),
    ("$", ""),
    ("¥", ""),
    ("￥", ""),
    ("kr", ""),
    ("rs", ""),
    ("¤", ""),
];

/// The currency a word or sign beside an amount stands for: `None` inside when for several,
/// `None` outside when it is no currency.
#[expect(
    clippy::option_option,
    reason = "no currency, one of several, or this one"
)]
pub(crate) fn currency_in(word: &str) -> Option<Option<Currency>> {
    let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_code && CODES.contains(&word.to_ascii_uppercase()) {
        return Some(word.parse().ok());
    }
    let small = word.to_lowercase();
    let (_, code) = NAMES.iter().find(|(name, _)| *name == small)?;
    Some(code.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::currency_in;

    #[test]
    fn codes_signs_and_words_are_told_from_other_words() {
        for (word, code) in [("EUR", "EUR"), ("usd", "USD"), ("€", "EUR"), ("Kč", "CZK")] {
            let found = currency_in(word).flatten();
            assert_eq!(
                found.map(|found| found.code().to_owned()),
                Some(code.into())
            );
        }
        assert_eq!(currency_in("$"), Some(None));
        for word in ["PCS", "kg", "", "net", "UR "] {
            assert_eq!(currency_in(word), None, "{word}");
        }
    }
}
