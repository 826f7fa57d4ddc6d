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
    /// Money that went back to the customer.
    OrderRefunded,
    /// Discount on the whole order.
    OrderDiscount,
    /// What the customer spent in all, as a shop states it: never an order.
    TotalSpent,
    /// How many orders, as a shop states it.
    OrderCount,
    /// Town, postal code and country written under each other or in one line.
    AddressBlock,
    /// Whom the invoice names.
    BillingName,
    /// The company on the invoice.
    BillingCompany,
    /// The phone on the invoice.
    BillingPhone,
    /// Street of the invoice.
    BillingLine1,
    /// Street of the invoice, as systems with a single street field call it.
    BillingStreet,
    /// Second line of it.
    BillingLine2,
    /// The whole address of the invoice in one cell.
    BillingBlock,
    /// Town of the invoice.
    BillingCity,
    /// State or county of the invoice.
    BillingRegion,
    /// Postal code of the invoice.
    BillingPostcode,
    /// Country of the invoice.
    BillingCountry,
    /// Whom the parcel names.
    ShippingName,
    /// The company on the parcel.
    ShippingCompany,
    /// The phone on the parcel.
    ShippingPhone,
    /// Street of the parcel.
    ShippingLine1,
    /// Street of the parcel, as systems with a single street field call it.
    ShippingStreet,
    /// Second line of it.
    ShippingLine2,
    /// The whole address of the parcel in one cell.
    ShippingBlock,
    /// Town of the parcel.
    ShippingCity,
    /// State or county of the parcel.
    ShippingRegion,
    /// Postal code of the parcel.
    ShippingPostcode,
    /// Country of the parcel.
    ShippingCountry,
    /// The order's number as people read it, where an inner id stands beside it.
    OrderNumber,
    /// The day the order was paid.
    OrderPaid,
    /// Net amount of the line, called subtotal or net sales.
    LineSubtotal,
    /// Net amount of the order, called subtotal.
    OrderSubtotal,
    /// What kind of transaction: payment, refund, invoice, credit memo, withdrawal.
    OrderType,
    /// What happened: payment or refund.
    OrderEvent,
    /// The company's own number.
    CompanyId,
    /// Another number the customer goes by.
    ExternalId,
    /// When something happened.
    ActivityDate,
    /// Until when: renewal, close.
    ActivityUntil,
    /// What it was about: product, feature, question, list.
    ActivitySubject,
    /// What was said or answered, or how it went.
    ActivityDetail,
    /// How many, or which score.
    ActivityQuantity,
    /// Minutes of our time it took.
    ActivityMinutes,
    /// Money it was about.
    ActivityAmount,
    /// Call, visit, note: what kind of thing happened.
    ActivityKind,
    /// By which channel something was agreed to or refused.
    ActivityChannel,
    /// The name of a possible sale.
    DealName,
    /// What it may bring.
    DealAmount,
    /// How far it is.
    DealStage,
    /// When it was or will be closed.
    DealClose,
    /// When it began.
    DealCreated,
    /// A meaning that is known and kept, but not used by any stage yet.
    Kept(&'static str),
}

impl Target {
    /// The side of a ledger, in a column beside the amount.
    pub(crate) const LEDGER_SIDE: Target = Target::Kept("order.ledger_side");

    /// The code it is shown and stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        if let Target::Kept(code) = self {
            return code;
        }
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
            .or_else(|| kept_code(code).map(Target::Kept))
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
                | OrderRefunded
                | OrderDiscount
                | TotalSpent
                | OrderCount
                | LineSubtotal
                | OrderSubtotal
                | ActivityQuantity
                | ActivityMinutes
                | ActivityAmount
                | DealAmount
        )
    }

    /// Whether its cells are money that an order stands for.
    #[must_use]
    pub(crate) fn is_money(self) -> bool {
        use Target::*;
        matches!(
            self,
            OrderTotal | OrderNet | OrderSubtotal | UnitPrice | LineTotal | LineSubtotal
        )
    }

    /// Whether its cells are an amount of money: of the numbers, all that count nothing.
    pub(crate) fn is_amount(self) -> bool {
        use Target::*;
        let counts = matches!(
            self,
            Quantity | Employees | OrderCount | ActivityQuantity | ActivityMinutes | LineDiscount
        );
        self.is_number() && !counts
    }

    /// Whether its cells are days.
    #[must_use]
    pub fn is_date(self) -> bool {
        use Target::*;
        matches!(
            self,
            CustomerCreated
                | LastContact
                | Birthday
                | OrderDate
                | OrderPaid
                | OrderCancelled
                | ActivityDate
                | ActivityUntil
                | DealClose
                | DealCreated
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
    (Target::OrderRefunded, "order.refunded"),
    (Target::OrderDiscount, "order.discount"),
    (Target::TotalSpent, "summary.total_spent"),
    (Target::OrderCount, "summary.order_count"),
    (Target::AddressBlock, "address.block"),
    (Target::BillingName, "billing.name"),
    (Target::BillingCompany, "billing.company"),
    (Target::BillingPhone, "billing.phone"),
    (Target::BillingLine1, "billing.line1"),
    (Target::BillingStreet, "billing.street"),
    (Target::BillingLine2, "billing.line2"),
    (Target::BillingBlock, "billing.block"),
    (Target::BillingCity, "billing.city"),
    (Target::BillingRegion, "billing.region"),
    (Target::BillingPostcode, "billing.postcode"),
    (Target::BillingCountry, "billing.country"),
    (Target::ShippingName, "shipping.name"),
    (Target::ShippingCompany, "shipping.company"),
    (Target::ShippingPhone, "shipping.phone"),
    (Target::ShippingLine1, "shipping.line1"),
    (Target::ShippingStreet, "shipping.street"),
    (Target::ShippingLine2, "shipping.line2"),
    (Target::ShippingBlock, "shipping.block"),
    (Target::ShippingCity, "shipping.city"),
    (Target::ShippingRegion, "shipping.region"),
    (Target::ShippingPostcode, "shipping.postcode"),
    (Target::ShippingCountry, "shipping.country"),
    (Target::OrderNumber, "order.number"),
    (Target::OrderPaid, "order.paid_at"),
    (Target::LineSubtotal, "line.subtotal"),
    (Target::OrderSubtotal, "order.subtotal"),
    (Target::OrderType, "order.type"),
    (Target::OrderEvent, "order.event"),
    (Target::CompanyId, "company.source_id"),
    (Target::ExternalId, "customer.external_id"),
    (Target::ActivityDate, "activity.date"),
    (Target::ActivityUntil, "activity.until"),
    (Target::ActivitySubject, "activity.subject"),
    (Target::ActivityDetail, "activity.detail"),
    (Target::ActivityQuantity, "activity.quantity"),
    (Target::ActivityMinutes, "activity.minutes"),
    (Target::ActivityAmount, "activity.amount"),
    (Target::ActivityKind, "activity.kind"),
    (Target::ActivityChannel, "activity.channel"),
    (Target::DealName, "deal.name"),
    (Target::DealAmount, "deal.amount"),
    (Target::DealStage, "deal.stage"),
    (Target::DealClose, "deal.close_date"),
    (Target::DealCreated, "deal.created_at"),
];

/// Meanings that are known and shown, and kept in their cells; no stage reads them yet.
fn kept_code(code: &str) -> Option<&'static str> {
    let mut known = include_str!("kept_meanings.txt").lines();
    known.find(|known| *known == code)
}

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
