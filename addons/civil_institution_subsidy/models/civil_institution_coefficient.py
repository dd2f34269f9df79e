from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.states import CLAIMED

#: What each kind of coefficient is chosen by.
KEYS = {
    "ability": ("0", "1", "2", "3", "4"),
    "rating": ("0", "1", "2", "3", "4", "5"),
    "compliance": ("sound", "rectifying", "watched"),
}


class CivilInstitutionCoefficient(models.Model):
    """A factor of the operating subsidy from one date to another (补贴系数).

    By the ability level of the resident (0 intact to 4 total loss, GB/T 42195-2022),
    by the rating of the institution (GB/T 37276, 0 without one), by how it keeps to
    the rules. The base amount, the least stay and the leave that counts stand in the
    program's standard.
    """

    _name = "civil.institution.coefficient"
    _description = "Coefficient of a Subsidy"
    _order = "program_id, kind, key, date_from desc"

    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('claim_kind', '=', 'operating')]",
    )
    kind = fields.Selection(
        [
            ("ability", "Ability Level"),
            ("rating", "Rating"),
            ("compliance", "Compliance"),
        ],
        string="By",
        required=True,
    )
    key = fields.Selection(
        [
            ("0", "0 (intact; not rated)"),
            ("1", "1 (mild)"),
            ("2", "2 (moderate)"),
            ("3", "3 (severe)"),
            ("4", "4 (total)"),
            ("5", "5"),
            ("sound", "Nothing against It"),
            ("rectifying", "Put Right within a Limit"),
            ("watched", "Under Close Watch"),
        ],
        string="Level",
        required=True,
    )
    factor = fields.Float(digits=(8, 4), required=True)
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="Last day; empty: it holds.")
    legal_basis = fields.Char(string="Document")

    _factor_check = models.Constraint(
        "CHECK (factor >= 0)", "A coefficient can't be below 0."
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "A coefficient can't end before it begins."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (program_id WITH =, kind WITH =, key WITH =,
            daterange(date_from, date_to, '[]') WITH &&)""",
        "There is already a coefficient of this level for some of these days: give "
        "that one its last day first.",
    )

    @api.constrains("kind", "key")
    def _check_key(self):
        for record in self:
            if record.key not in KEYS.get(record.kind, ()):
                raise ValidationError(
                    self.env._(
                        "The level %(key)s doesn't belong to this kind of coefficient.",
                        key=record.key,
                    )
                )

    @api.depends("kind", "key", "factor")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        keys = dict(self._fields["key"]._description_selection(self.env))
        for record in self:
            record.display_name = (
                f"{kinds.get(record.kind, '')} {keys.get(record.key, '')}"
                f" × {record.factor:g}"
            )

    def _on(self, day):
        """Those of ``self`` that hold on a day."""
        return self.filtered(
            lambda one: one.date_from <= day and (not one.date_to or one.date_to >= day)
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Let the one before have its last day in the database first."""
        self.flush_model(["date_to"])
        return super().create(vals_list)

    def write(self, vals):
        """Keep what somebody was paid by: only its last day is set."""
        if vals.keys() - {"date_to", "legal_basis"}:
            self._refuse_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._refuse_used()

    def _refuse_used(self):
        for record in self:
            claims = self.env["civil.institution.claim"].sudo()
            used = claims.search(
                [
                    ("program_id", "=", record.program_id.id),
                    ("state", "in", CLAIMED),
                    ("period_to", ">=", record.date_from),
                    *([("period", "<=", record.date_to)] if record.date_to else []),
                ],
                limit=1,
            )
            if used:
                raise UserError(
                    self.env._(
                        "%(claim)s was claimed by %(coefficient)s; it stays. Give it "
                        "its last day and record the new one beside it.",
                        claim=used.display_name,
                        coefficient=record.display_name,
                    )
                )
