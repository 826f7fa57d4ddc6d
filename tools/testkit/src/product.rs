//! The price list: forty invented products in nine categories; a product and a year in, its price
//! and cost out.

/// One thing the practice business sells.
#[derive(Clone, Copy, Debug)]
pub struct Product {
    /// The article number on every order line.
    pub sku: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Index into [`CATEGORIES`].
    pub category: usize,
    /// Price per piece in 2020, in pence; later years cost more.
    pub base_price_minor: i64,
    /// What the business pays for it, in per cent of the price.
    pub cost_percent: i64,
    /// How many pieces beyond the first an average customer takes.
    pub usual_extra_pieces: f64,
}

/// The nine categories.
pub static CATEGORIES: [&str; 9] = [
    "Fasteners",
    "Hand tools",
    "Power tools",
    "Safety wear",
    "Adhesives",
    "Electrical",
    "Storage",
    "Cleaning",
    "Paint & finishes",
];

/// Prices rise by this share of the 2020 price every year, in per cent.
const PRICE_RISE_PERCENT: i64 = 3;
/// What a discount code takes off, in per cent.
pub const DISCOUNT_PERCENT: i64 = 10;

impl Product {
    /// The price per piece in a year, less the discount where a code was given.
    ///
    /// - Formula: `base · (100 + 3·(year − 2020)) / 100`, then `· 90 / 100` with a code, each cut
    ///   to whole pence
    /// - Shape: one product and year in, one price out
    /// - Units: pence
    /// - Range: above 0 for the years 2000 to 2070, outside of which prices stand still
    /// - Errors: none
    /// - Source: planted; 3 % a year is about what such goods rise by
    /// - Checked: `tests/life.rs::prices_rise_and_codes_take_a_tenth_off`
    #[must_use]
    pub fn unit_price_minor(&self, year: i16, with_code: bool) -> i64 {
        let full = self.base_price_minor * price_level(year) / 100;
        if with_code {
            full * (100 - DISCOUNT_PERCENT) / 100
        } else {
            full
        }
    }

    /// What the business paid per piece in a year.
    ///
    /// - Formula: full price of the year `· cost_percent / 100`, cut to whole pence
    /// - Shape: one product and year in, one cost out
    /// - Units: pence
    /// - Range: above 0 and below the price with a code
    /// - Errors: none
    /// - Source: planted; trade margins of 30 to 60 %
    /// - Checked: `tests/life.rs::prices_rise_and_codes_take_a_tenth_off`
    #[must_use]
    pub fn unit_cost_minor(&self, year: i16) -> i64 {
        self.base_price_minor * price_level(year) / 100 * self.cost_percent / 100
    }
}

fn price_level(year: i16) -> i64 {
    100 + PRICE_RISE_PERCENT * i64::from(year - 2020).clamp(-20, 50)
}

/// The products of one category, as indices into [`PRODUCTS`].
pub(crate) fn products_of(category: usize) -> std::ops::Range<usize> {
    let start = PRODUCTS.partition_point(|product| product.category < category);
    start..PRODUCTS.partition_point(|product| product.category <= category)
}

const fn product(
    sku: &'static str,
    name: &'static str,
    category: usize,
    base_price_minor: i64,
    cost_percent: i64,
    usual_extra_pieces: f64,
) -> Product {
    Product {
        sku,
        name,
        category,
        base_price_minor,
        cost_percent,
        usual_extra_pieces,
    }
}

/// All products, sorted by category.
pub static PRODUCTS: [Product; 40] = [
    product("FA-101", "Wood screws 4x40, box of 200", 0, 749, 52, 3.0),
    product("FA-102", "Hex bolts M8, box of 100", 0, 1_290, 55, 2.0),
    product("FA-103", "Wall plugs 8 mm, box of 100", 0, 495, 45, 3.0),
    product("FA-104", "Nails galvanised, 2.5 kg", 0, 1_120, 58, 1.5),
    product("FA-105", "Threaded rod M10, 1 m", 0, 385, 50, 4.0),
    product("HT-201", "Claw hammer 16 oz", 1, 1_895, 56, 0.4),
    product("HT-202", "Screwdriver set, 8 pieces", 1, 2_450, 54, 0.4),
    product("HT-203", "Tape measure 5 m", 1, 899, 48, 1.0),
    product("HT-204", "Combination spanner set", 1, 4_990, 60, 0.3),
    product("HT-205", "Hand saw 22\"", 1, 1_650, 55, 0.5),
    product("PT-301", "Cordless drill 18 V", 2, 12_900, 70, 0.2),
    product("PT-302", "Angle grinder 115 mm", 2, 7_450, 68, 0.2),
    product("PT-303", "Jigsaw 700 W", 2, 8_990, 69, 0.1),
    product("PT-304", "Battery pack 18 V, 4 Ah", 2, 6_250, 66, 0.6),
    product("SW-401", "Work gloves, pair", 3, 425, 42, 6.0),
    product("SW-402", "Safety glasses, clear", 3, 560, 44, 3.0),
    product("SW-403", "Hi-vis vest", 3, 690, 46, 3.0),
    product("SW-404", "Dust masks FFP2, box of 20", 3, 1_490, 50, 2.0),
    product("SW-405", "Safety boots S3", 3, 6_490, 62, 0.5),
    product("AD-501", "Construction adhesive 300 ml", 4, 545, 48, 4.0),
    product("AD-502", "Epoxy, twin syringe", 4, 1_075, 50, 2.0),
    product("AD-503", "Silicone sealant, white", 4, 490, 45, 4.0),
    product("AD-504", "Wood glue 1 kg", 4, 1_240, 52, 1.0),
    product("EL-601", "LED work light 50 W", 5, 3_490, 60, 0.5),
    product("EL-602", "Extension reel 25 m", 5, 4_250, 63, 0.3),
    product("EL-603", "Cable ties, bag of 100", 5, 375, 38, 4.0),
    product("EL-604", "Twin socket, white", 5, 680, 47, 5.0),
    product("ST-701", "Shelving bay, 5 tiers", 6, 7_990, 64, 0.6),
    product("ST-702", "Parts box, stackable", 6, 465, 44, 6.0),
    product("ST-703", "Tool chest on wheels", 6, 18_900, 68, 0.1),
    product("ST-704", "Wall rail with hooks", 6, 2_190, 55, 1.0),
    product("CL-801", "Shop wipes, drum", 7, 1_390, 49, 2.0),
    product("CL-802", "Degreaser 5 l", 7, 2_150, 51, 1.0),
    product("CL-803", "Hand cleaner 4 l", 7, 1_980, 50, 1.0),
    product("CL-804", "Broom 24\"", 7, 1_590, 54, 0.6),
    product("CL-805", "Wet and dry vacuum", 7, 13_900, 69, 0.1),
    product("PA-901", "Metal primer 2.5 l", 8, 3_290, 57, 0.8),
    product("PA-902", "Brush set, 5 pieces", 8, 1_150, 45, 1.0),
    product("PA-903", "Masking tape 50 m", 8, 325, 40, 5.0),
    product("PA-904", "Clear lacquer 1 l", 8, 2_490, 56, 0.8),
];
