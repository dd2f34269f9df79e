import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class CivilSocialInspectionRule(models.Model):
    """How a kind of organization is inspected from a report year on (年检规则).

    A version holds for report years; the bureau's own comes before the national one.
    Days are written MM-DD; the cut-off lies in the report year, the other days in
    the year after it.

    Source: 《社会团体登记管理条例》第二十八条, 《民办非企业单位登记管理暂行条例》
    第二十三条, 《基金会管理条例》第三十六条, 《民办非企业单位年度检查办法》.
    """

    _name = "civil.social.inspection.rule"
    _description = "Rule of Annual Inspections"
    _order = "kind_id, year_from desc, is_own desc, id"

    name = fields.Char(compute="_compute_name")
    kind_id = fields.Many2one(
        "civil.social.org.kind",
        string="Kind of Organization",
        required=True,
        index=True,
        ondelete="restrict",
    )
    is_own = fields.Boolean(
        string="The Bureau's Own", help="Comes before the national rule."
    )
    year_from = fields.Integer(string="First Report Year", required=True)
    year_to = fields.Integer(string="Last Report Year", help="Empty: still in force.")
    cutoff = fields.Char(
        string="Cut-Off",
        required=True,
        default="06-30",
        help="Whoever was registered later in the report year is not inspected.",
    )
    opens = fields.Char(string="Opens on", required=True, default="01-01")
    supervisor_due = fields.Char(
        string="To the Supervisor by",
        required=True,
        default="03-31",
    )
    registrar_due = fields.Char(
        string="To the Registrar by",
        required=True,
        default="05-31",
    )
    rectify_months = fields.Integer(
        string="Months to Rectify", required=True, default=3
    )
    unqualified_serious = fields.Integer(
        string="Failed from Serious Grounds",
        required=True,
        default=1,
        help="With so many confirmed serious grounds “failed” is proposed.",
    )
    unqualified_minor = fields.Integer(
        string="Failed from Minor Grounds",
        help="With so many confirmed minor grounds “failed” is proposed; 0: never.",
    )
    basic_minor = fields.Integer(
        string="Basically Passed from Minor Grounds",
        required=True,
        default=1,
        help="With so many confirmed minor grounds “basically passed” is proposed.",
    )
    legal_basis = fields.Char(required=True)

    _years_in_order = models.Constraint(
        "CHECK (COALESCE(year_to, 0) = 0 OR year_to >= year_from)",
        "The last report year lies before the first.",
    )
    _version_uniq = models.Constraint(
        """EXCLUDE USING gist (
            kind_id WITH =,
            (COALESCE(is_own, false)::int) WITH =,
            int4range(year_from, NULLIF(year_to, 0), '[]') WITH &&
        )""",
        "There is already a rule of this kind for some of these years: give that one "
        "its last year first.",
    )

    @api.depends("kind_id", "year_from", "is_own")
    def _compute_name(self):
        for rule in self:
            own = self.env._(" (the bureau's own)") if rule.is_own else ""
            rule.name = self.env._(
                "%(kind)s, from %(year)s%(own)s",
                kind=rule.kind_id.name or "",
                year=rule.year_from,
                own=own,
            )

    @api.constrains("cutoff", "opens", "supervisor_due", "registrar_due")
    def _check_days(self):
        for rule in self:
            for name in ("cutoff", "opens", "supervisor_due", "registrar_due"):
                try:
                    # 29 February isn't in every year.
                    datetime.date.fromisoformat(f"2023-{rule[name]}")
                except ValueError as error:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: “%(value)s” is no day; write it as 03-31.",
                            field=self._fields[name]._description_string(self.env),
                            value=rule[name],
                        )
                    ) from error

    @api.model
    def _for(self, kind, year):
        """The rule for a kind and a report year.

        :raises UserError: there is none
        """
        # Rules are no secret: what they say decides for everybody.
        found = self.sudo().search(
            Domain("kind_id", "=", kind.id)
            & Domain("year_from", "<=", year)
            & (Domain("year_to", "in", (False, 0)) | Domain("year_to", ">=", year)),
            order="is_own desc, year_from desc",
            limit=1,
        )
        if not found:
            raise UserError(
                self.env._(
                    "There is no rule of annual inspections for %(kind)s and the "
                    "report year %(year)s. A head can add it under Settings ‣ Rules.",
                    kind=kind.name,
                    year=year,
                )
            )
        return found

    def _days(self, year):
        """The single rule's days for a report year, by field of the campaign."""
        day = datetime.date.fromisoformat
        return {
            "cutoff_date": day(f"{year}-{self.cutoff}"),
            "opens_on": day(f"{year + 1}-{self.opens}"),
            "supervisor_due": day(f"{year + 1}-{self.supervisor_due}"),
            "registrar_due": day(f"{year + 1}-{self.registrar_due}"),
        }
