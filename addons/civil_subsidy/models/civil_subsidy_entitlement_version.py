from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: What a version says of its months; a version states all of it.
CONTENT = (
    "state",
    "class_id",
    "person_count",
    "income",
    "decided_amount",
    "supplement",
    "payee_kind",
    "payee_id",
    "partner_id",
    "review_date",
    "published_to",
)


class CivilSubsidyEntitlementVersion(models.Model):
    """What holds of an entitlement from a month on, as decided then (资格变动).

    Versions are only added. In a month holds the latest of those that begin in it or
    before it. One recorded by mistake is withdrawn, which is recorded too: every past
    month can be recomputed as it was known on any later day, and as it is known now.
    """

    _name = "civil.subsidy.entitlement.version"
    _description = "Version of an Entitlement"
    _order = "entitlement_id, effective_month desc, id desc"
    _rec_name = "kind"

    entitlement_id = fields.Many2one(
        "civil.subsidy.entitlement", required=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("granted", "Granted"),
            ("changed", "Changed"),
            ("suspended", "Suspended"),
            ("resumed", "Resumed"),
            ("ended", "Ended"),
        ],
        required=True,
    )
    effective_month = fields.Date(
        string="From the Month", required=True, help="Its first day."
    )
    state = fields.Selection(
        [("active", "Active"), ("suspended", "Suspended"), ("ended", "Ended")],
        required=True,
    )
    class_id = fields.Many2one("civil.subsidy.class", ondelete="restrict")
    person_count = fields.Integer(
        string="Persons", default=1, required=True, help="Persons who are supported."
    )
    currency_id = fields.Many2one(related="entitlement_id.currency_id")
    income = fields.Monetary(
        string="Household Income",
        help="Yuan a month, of all persons counted together.",
    )
    decided_amount = fields.Monetary(help="Of programs that are decided case by case.")
    supplement = fields.Monetary(
        help="Yuan a month on top, for persons in special need (分类施保增发)."
    )
    payee_kind = fields.Selection(
        selection=lambda self: (
            self.env["civil.subsidy.program"]
            ._fields["payee_kind"]
            ._description_selection(self.env)
        ),
        string="Paid To",
        help="Empty: as the program says.",
    )
    payee_id = fields.Many2one(
        "civil.resident",
        string="Payee",
        ondelete="restrict",
        help="The agent who is paid for the person.",
    )
    partner_id = fields.Many2one("res.partner", string="Institution Paid")
    review_date = fields.Date(string="Next Review")
    published_to = fields.Date(
        string="On Notice Until", help="Last day of the notice of the new entrant."
    )
    reason = fields.Char(required=True)
    document = fields.Char(help="Number of the decision or notice.")
    attachment_ids = fields.Many2many("ir.attachment", string="Papers")
    recorded_at = fields.Datetime(
        required=True, readonly=True, default=lambda self: self.env.cr.now()
    )
    recorded_uid = fields.Many2one(
        "res.users",
        string="Recorded By",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
    )
    withdrawn_at = fields.Datetime(readonly=True)
    withdrawn_uid = fields.Many2one("res.users", string="Withdrawn By", readonly=True)
    withdrawn_reason = fields.Char(readonly=True)
    import_id = fields.Many2one(
        "civil.import", string="Imported With", readonly=True, index="btree_not_null"
    )

    _effective_idx = models.Index("(entitlement_id, effective_month DESC, id DESC)")
    _first_day = models.Constraint(
        "CHECK (extract(day FROM effective_month) = 1)",
        "The month of a version is given as its first day.",
    )
    _persons_sign = models.Constraint(
        "CHECK (person_count >= 0 AND coalesce(income, 0) >= 0"
        " AND coalesce(decided_amount, 0) >= 0 AND coalesce(supplement, 0) >= 0)",
        "Persons and amounts of an entitlement can't be less than zero.",
    )

    def init(self):
        """Let the database itself refuse to change or delete what was recorded."""
        self.env.cr.execute(
            SQL(
                """
                CREATE OR REPLACE FUNCTION civil_subsidy_version_stays()
                RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL
                        AND (to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_uid',
                            'withdrawn_reason', 'write_uid', 'write_date'])
                        = (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_uid',
                            'withdrawn_reason', 'write_uid', 'write_date'])
                    THEN RETURN NEW; END IF;
                    RAISE EXCEPTION 'versions of entitlements are only added';
                END $$;
                CREATE OR REPLACE TRIGGER civil_subsidy_version_stays
                BEFORE UPDATE OR DELETE ON civil_subsidy_entitlement_version
                FOR EACH ROW EXECUTE FUNCTION civil_subsidy_version_stays();
                """
            )
        )

    def write(self, vals):
        """Refuse to change what was recorded; see ``_withdraw``."""
        if set(vals) - {"attachment_ids"}:
            raise UserError(
                self.env._(
                    "What was recorded of an entitlement stays. Record a change, or "
                    "withdraw the version."
                )
            )
        return super().write(vals)

    def unlink(self):
        """Refuse: withdrawn versions stay readable."""
        raise UserError(
            self.env._("Versions of an entitlement aren't deleted; withdraw them.")
        )

    @api.model
    def _known(self, alias, known_at=None):
        """SQL condition: the version was on record at a moment, and not withdrawn.

        :param alias: the table's name in the query
        :param known_at: naive UTC datetime; now when left out
        """
        withdrawn = SQL.identifier(alias, "withdrawn_at")
        if not known_at:
            return SQL("%s IS NULL", withdrawn)
        return SQL(
            "%(recorded)s <= %(at)s AND (%(withdrawn)s IS NULL"
            " OR %(withdrawn)s > %(at)s)",
            recorded=SQL.identifier(alias, "recorded_at"),
            withdrawn=withdrawn,
            at=known_at,
        )
