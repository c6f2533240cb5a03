use std::fmt;
use vocabulary::Channel;

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What a property is for: the column of the lake it lands in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Role {
            $($(#[$doc])* $variant),+
        }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$variant),+];

            /// The word as it is written in a contract.
            pub fn as_str(self) -> &'static str {
                match self { $(Role::$variant => $word),+ }
            }
        }
    };
}

roles!(
    /// The source's own key of the row: `source:external_key` becomes the id in every table.
    ExternalKey = "external_key",
    /// An event's own id, taken as it is.
    MessageId = "message_id",
    /// When the source last looked at a record.
    ObservedAt = "observed_at",
    /// When an event happened or a consent was given or withdrawn.
    OccurredAt = "occurred_at",
    /// First name.
    GivenName = "given_name",
    /// Last name.
    FamilyName = "family_name",
    /// First and last name in one, taken apart where neither stands alone.
    FullName = "full_name",
    /// E-mail address.
    Email = "email",
    /// Phone number.
    Phone = "phone",
    /// The brand's customer number.
    CustomerId = "customer_id",
    /// A browser's or device's id.
    AnonymousId = "anonymous_id",
    /// Day of birth.
    BirthDate = "birth_date",
    /// Year of birth, where the day of birth is in three columns.
    BirthYear = "birth_year",
    /// Month of birth, as a number or by its English name.
    BirthMonth = "birth_month",
    /// Day of the month of birth.
    BirthDay = "birth_day",
    /// Street and house number.
    Street = "street",
    /// City.
    City = "city",
    /// State or province.
    State = "state",
    /// Postcode.
    Postcode = "postcode",
    /// Country.
    Country = "country",
    /// What an event is called, as `Order Completed`.
    EventName = "event_name",
    /// Money an event brought.
    Revenue = "revenue",
    /// Its currency.
    Currency = "currency",
    /// The lines of an order in one value: a JSON list, or what shops write into a cell.
    Items = "items",
    /// What a line of an order is of.
    ItemName = "item_name",
    /// Its number in the shop's stock.
    ItemSku = "item_sku",
    /// Its product's id.
    ItemId = "item_id",
    /// How many of it.
    ItemQuantity = "item_quantity",
    /// What one of it costs.
    ItemPrice = "item_price",
    /// A consent's purpose.
    Purpose = "purpose",
    /// A consent's channel.
    Channel = "channel",
    /// A consent's action: granted or withdrawn.
    Action = "action",
    /// The action for e-mail, where a row says one by channel.
    EmailAction = "email_action",
    /// The action for text messages.
    SmsAction = "sms_action",
    /// The action for letters.
    PostAction = "post_action",
    /// The action for push messages.
    PushAction = "push_action",
    /// A no to every way and every purpose at once, as `Do Not Contact`; a yes to being written to says nothing.
    ContactAction = "contact_action",
    /// What proves a consent.
    Evidence = "evidence",
    /// Kept beside the known columns, under its own name: in `traits` of a record, in `properties` of
    /// an event. The default.
    Extra = "extra",
    /// Checked, kept in the original, used nowhere.
    Ignore = "ignore",
);

impl Role {
    /// The role of this word.
    pub fn named(word: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.as_str() == word)
    }

    /// Every word, for error texts.
    pub(crate) fn words() -> String {
        Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Whether its values are keys, which a spreadsheet or a float may have spoilt.
    pub(crate) fn is_key(self) -> bool {
        matches!(self, Role::ExternalKey | Role::MessageId | Role::CustomerId)
    }

    /// Whether its values are long numbers, which a spreadsheet may have shortened.
    pub(crate) fn is_number(self) -> bool {
        self.is_key() || matches!(self, Role::Phone | Role::AnonymousId)
    }

    /// Whether several properties may have it. Of several handles, countries and moments the first that is there
    /// counts and the further ones stay with the row; evidence is put together; of actions of one channel the
    /// no counts; the lines of an order are all kept.
    pub(crate) fn is_repeatable(self) -> bool {
        matches!(
            self,
            Role::Extra
                | Role::Ignore
                | Role::Email
                | Role::Phone
                | Role::Country
                | Role::OccurredAt
                | Role::ObservedAt
                | Role::Evidence
                | Role::EmailAction
                | Role::SmsAction
                | Role::PostAction
                | Role::PushAction
                | Role::ContactAction
        ) || self.is_item()
    }

    /// Whether it tells of the lines of an order, which may stand in rows or columns of their own.
    pub(crate) fn is_item(self) -> bool {
        matches!(
            self,
            Role::Items
                | Role::ItemName
                | Role::ItemSku
                | Role::ItemId
                | Role::ItemQuantity
                | Role::ItemPrice
        )
    }

    /// The channel whose action it is.
    pub(crate) fn channel(self) -> Option<Channel> {
        match self {
            Role::EmailAction => Some(Channel::Email),
            Role::SmsAction => Some(Channel::Sms),
            Role::PostAction => Some(Channel::Post),
            Role::PushAction => Some(Channel::Push),
            _ => None,
        }
    }

    /// Whether a column of it alone says something of consent, without one that names the channel.
    pub(crate) fn is_answer(self) -> bool {
        self == Role::ContactAction || self.channel().is_some()
    }

    /// Whether its values are yes or no.
    pub(crate) fn is_action(self) -> bool {
        self == Role::Action || self.is_answer()
    }

    /// Whether it needs a moment.
    pub(crate) fn is_moment(self) -> bool {
        matches!(self, Role::OccurredAt | Role::ObservedAt)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
