//! What a column can mean.
//!
//! Enters: nothing. Leaves: the meanings this version uses, with the code each is shown and
//! stored under. A column with any other meaning is kept as it is and not used.

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// The customer's number or id.
    CustomerId,
    /// Firm, private, vendor, ...
    CustomerType,
    /// When the record was made.
    CustomerCreated,
    /// When somebody last spoke with them.
    LastContact,
    /// The name of the company.
    Company,
    /// Its trade.
    Industry,
    /// How many work there.
    Employees,
    /// Mr, Ms, Dr.
    PersonTitle,
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Whole name of a person.
    FullName,
    /// Whole name of a person or a company; the cell tells which.
    PartyName,
    /// What the person does.
    JobTitle,
    /// Date of birth.
    Birthday,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Street and house number.
    Street,
    /// Second line of the street.
    StreetMore,
    /// City or town.
    City,
    /// Town and postal code in one cell.
    CityPostcode,
    /// County, state or province.
    Region,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
    /// Agrees to e-mail.
    ConsentEmail,
    /// Agrees to letters.
    ConsentPost,
    /// Agrees to calls.
    ConsentPhone,
    /// Refuses e-mail.
    OptOutEmail,
    /// Refuses letters.
    OptOutPost,
    /// Refuses calls.
    OptOutPhone,
    /// Anything written by hand.
    Note,
    /// The number of the order or invoice.
    OrderId,
    /// The day of the order.
    OrderDate,
    /// Total of the order, as charged.
    OrderTotal,
    /// Total of the order without tax and shipping.
    OrderNet,
    /// Tax in the total.
    OrderTax,
    /// Shipping in the total, or what it cost.
    OrderShipping,
    /// Shop, telephone, market stall.
    OrderChannel,
    /// Three letters.
    Currency,
    /// The discount code that was used.
    OrderCode,
    /// Paid, open, cancelled.
    OrderStatus,
    /// When it was cancelled.
    OrderCancelled,
    /// Live or test.
    OrderMode,
    /// Article number.
    ProductId,
    /// Name of the article.
    ProductName,
    /// Group of articles.
    Category,
    /// Number of the group of articles.
    CategoryId,
    /// How many.
    Quantity,
    /// Price of one.
    UnitPrice,
    /// Discount on the line: a share or an amount, as its cells tell.
    LineDiscount,
    /// What the line comes to.
    LineTotal,
    /// What one cost the business.
    UnitCost,
    /// What the line cost the business.
    LineCost,
}

impl Target {
    /// The code it is shown and stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        CODES
            .iter()
            .find(|(target, _)| *target == self)
            .map_or("", |(_, code)| code)
    }

    /// The meaning stored under this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Target> {
        CODES
            .iter()
            .find(|(_, known)| *known == code)
            .map(|(target, _)| *target)
    }

    /// Whether its cells are amounts or counts.
    #[must_use]
    pub fn is_number(self) -> bool {
        use Target::*;
        matches!(
            self,
            OrderTotal
                | OrderNet
                | OrderTax
                | OrderShipping
                | Quantity
                | UnitPrice
                | LineDiscount
                | LineTotal
                | UnitCost
                | LineCost
                | Employees
        )
    }

    /// Whether its cells are days.
    #[must_use]
    pub fn is_date(self) -> bool {
        use Target::*;
        matches!(
            self,
            CustomerCreated | LastContact | Birthday | OrderDate | OrderCancelled
        )
    }
}

impl serde::Serialize for Target {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Target {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = <String as serde::Deserialize>::deserialize(from)?;
        let unknown = || serde::de::Error::custom(format!("«{code}» is no meaning of a column"));
        Target::from_code(&code).ok_or_else(unknown)
    }
}

/// The codes are stored with every source and never change.
const CODES: &[(Target, &str)] = &[
    (Target::CustomerId, "customer.source_id"),
    (Target::CustomerType, "customer.type"),
    (Target::CustomerCreated, "customer.created_at"),
    (Target::LastContact, "interaction.last_at"),
    (Target::Company, "company.name"),
    (Target::Industry, "company.industry"),
    (Target::Employees, "company.employees"),
    (Target::PersonTitle, "person.title"),
    (Target::FirstName, "person.first_name"),
    (Target::LastName, "person.last_name"),
    (Target::FullName, "person.full_name"),
    (Target::PartyName, "person_or_company.name"),
    (Target::JobTitle, "person.job_title"),
    (Target::Birthday, "person.birthday"),
    (Target::Email, "contact.email"),
    (Target::Phone, "contact.phone"),
    (Target::Street, "address.line1"),
    (Target::StreetMore, "address.line2"),
    (Target::City, "address.city"),
    (Target::CityPostcode, "address.city_postcode"),
    (Target::Region, "address.region"),
    (Target::Postcode, "address.postcode"),
    (Target::Country, "address.country"),
    (Target::ConsentEmail, "consent.email"),
    (Target::ConsentPost, "consent.post"),
    (Target::ConsentPhone, "consent.phone"),
    (Target::OptOutEmail, "consent.optout"),
    (Target::OptOutPost, "consent.nopost"),
    (Target::OptOutPhone, "consent.nocall"),
    (Target::Note, "note.text"),
    (Target::OrderId, "order.source_id"),
    (Target::OrderDate, "order.date"),
    (Target::OrderTotal, "order.total"),
    (Target::OrderNet, "order.net"),
    (Target::OrderTax, "order.tax"),
    (Target::OrderShipping, "order.shipping"),
    (Target::OrderChannel, "order.channel"),
    (Target::Currency, "order.currency"),
    (Target::OrderCode, "order.discount_code"),
    (Target::OrderStatus, "order.payment_status"),
    (Target::OrderCancelled, "order.cancelled_at"),
    (Target::OrderMode, "order.mode"),
    (Target::ProductId, "line.sku"),
    (Target::ProductName, "line.product_name"),
    (Target::Category, "line.category"),
    (Target::CategoryId, "line.category_id"),
    (Target::Quantity, "line.quantity"),
    (Target::UnitPrice, "line.unit_price"),
    (Target::LineDiscount, "line.discount"),
    (Target::LineTotal, "line.total"),
    (Target::UnitCost, "line.unit_cost"),
    (Target::LineCost, "line.cost"),
];

#[cfg(test)]
mod tests {
    use super::{CODES, Target};

    #[test]
    fn every_code_reads_back_and_none_is_used_twice() {
        for (at, (target, code)) in CODES.iter().enumerate() {
            assert_eq!(Target::from_code(code), Some(*target));
            assert!(
                CODES[at + 1..].iter().all(|(_, other)| other != code),
                "{code}"
            );
        }
    }
}
