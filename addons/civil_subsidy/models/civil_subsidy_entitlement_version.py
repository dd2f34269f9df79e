from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .civil_subsidy_stack import HOUSEHOLD_METHODS

#: What a version says of its months, with the SQL type; a version states all of it.
CONTENT = {
    "state": "text",
    "class_id": "integer",
    "person_count": "integer",
    "income": "numeric",
    "decided_amount": "numeric",
    "supplement": "numeric",
    "payee_kind": "text",
    "payee_id": "integer",
    "partner_id": "integer",
    "review_date": "date",
    "published_to": "date",
}


class CivilSubsidyEntitlementVersion(models.Model):
    """What holds of an entitlement from a month on, as decided then (资格变动).

    Versions are only added. In a month holds the latest of those that begin in it or
    before it. One recorded by mistake is withdrawn, which is recorded too: every past
    month can be recomputed as it was known on any later day, and as it is known now.

    ``changes`` is what a version decided itself; the rest it took over from the one
    before. When an earlier month changes later on, the versions after it are withdrawn
    and stated anew (``replaces_id``, ``cause_id``): see ``civil.subsidy.course``.
    """

    _name = "civil.subsidy.entitlement.version"
    _description = "Version of an Entitlement"
    _order = "entitlement_id, effective_month desc, id desc"

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
        string="Kind of Change",
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
    program_method = fields.Selection(
        related="entitlement_id.program_id.amount_method", string="Amount Method"
    )
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
        ondelete="restrict",
        help="The agent who is paid for the person.",
    )
    partner_id = fields.Many2one("res.partner", string="Institution Paid")
    review_date = fields.Date(string="Review Due")
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
    withdrawn_cause_id = fields.Many2one(
        "civil.subsidy.entitlement.version",
        string="Withdrawn Because Of",
        readonly=True,
        help="The version of an earlier month for which this one was stated anew.",
    )
    changes = fields.Json(
        readonly=True, help="What this version decided; the rest holds on from before."
    )
    replaces_id = fields.Many2one(
        "civil.subsidy.entitlement.version",
        string="Restates",
        readonly=True,
        index="btree_not_null",
        help="The version of which this is the same decision, on a changed ground.",
    )
    cause_id = fields.Many2one(
        "civil.subsidy.entitlement.version",
        string="Restated Because Of",
        readonly=True,
    )
    summary = fields.Char(
        string="What Changed",
        compute="_compute_summary",
        help="What the version decided, in words.",
    )
    is_withdrawable = fields.Boolean(compute="_compute_is_withdrawable")
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
                            'withdrawn_reason', 'withdrawn_cause_id', 'write_uid',
                            'write_date'])
                        = (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_uid',
                            'withdrawn_reason', 'withdrawn_cause_id', 'write_uid',
                            'write_date'])
                    THEN RETURN NEW; END IF;
                    RAISE EXCEPTION 'versions of entitlements are only added';
                END $$;
                CREATE OR REPLACE TRIGGER civil_subsidy_version_stays
                BEFORE UPDATE OR DELETE ON civil_subsidy_entitlement_version
                FOR EACH ROW EXECUTE FUNCTION civil_subsidy_version_stays();
                CREATE OR REPLACE AGGREGATE civil_subsidy_overlay(jsonb) (
                    SFUNC = jsonb_concat, STYPE = jsonb, INITCOND = '{}');
                """
            )
        )

    @api.depends("kind", "effective_month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for version in self:
            month = version.effective_month and f"{version.effective_month:%Y-%m}"
            version.display_name = f"{kinds.get(version.kind, '')} {month or ''}"

    @api.depends("withdrawn_at")
    def _compute_is_withdrawable(self):
        for version in self:
            version.is_withdrawable = (
                not version.withdrawn_at
                and version.entitlement_id.program_id.source != "roster"
            )

    @api.depends("changes", "kind")
    @api.depends_context("lang")
    def _compute_summary(self):
        for version in self:
            names = [
                name
                for name in CONTENT
                if name != "state" and name in (version.changes or CONTENT)
            ]
            parts = [
                version._in_words(name)
                for name in names
                if version[name] or (version.changes and version.kind == "changed")
            ]
            version.summary = self.env._("; ").join(filter(None, parts))

    def _in_words(self, name):
        """What the version says of one field, such as ``Persons: 3``."""
        field = self._fields[name]
        value = self[name]
        if name == "person_count" and self.program_method not in HOUSEHOLD_METHODS:
            return ""
        if field.relational:
            # The payee may live where the reader has no division.
            value = value.sudo().display_name
        elif field.type == "monetary":
            value = f"{value:,.2f}"
        elif field.type == "selection":
            value = dict(field._description_selection(self.env)).get(value)
        label = field._description_string(self.env)
        return self.env._("%(label)s: %(value)s", label=label, value=value or "-")

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refuse: versions are recorded by the steps of an entitlement."""
        raise UserError(
            self.env._(
                "What holds of an entitlement is recorded by its buttons: grant, "
                "change, suspend, resume, end."
            )
        )

    def action_withdraw(self, reason=None):
        """Withdraw what was recorded by mistake; see ``action_withdraw_version``."""
        self.ensure_one()
        return self.entitlement_id.action_withdraw_version(self.id, reason)

    def write(self, vals):
        """Refuse to change what was recorded; see ``action_withdraw``."""
        if set(vals) - {"attachment_ids"}:
            raise UserError(
                self.env._(
                    "What was recorded of an entitlement stays. Record a change, or "
                    "withdraw the version."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
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
