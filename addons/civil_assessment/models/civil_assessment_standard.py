from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CivilAssessmentStandard(models.Model):
    """A version of a standard by which people are assessed (评估标准).

    ``ability``: GB/T 42195-2022, four first-level indicators and 26 items with 90
    points in all, the higher the better. ``self_care``: the six activities of the
    regulation on the destitute (民发〔2021〕43号), a point for each that is done. What
    a day is judged by is the version in force then.
    """

    _name = "civil.assessment.standard"
    _description = "Assessment Standard"
    _order = "instrument, date_from desc"

    code = fields.Char(required=True)
    name = fields.Char(required=True)
    instrument = fields.Selection(
        [("ability", "Ability of the Elderly"), ("self_care", "Self-Care")],
        required=True,
        default="ability",
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through")
    legal_basis = fields.Char(required=True)
    max_score = fields.Integer(string="Highest Total", required=True)
    item_count = fields.Integer(string="Number of Items", required=True)
    coma_level = fields.Integer(
        string="Level in a Coma",
        required=True,
        help="The level that a coma leads to, whatever the total.",
    )
    area_ids = fields.One2many(
        "civil.assessment.area", "standard_id", string="Indicators"
    )
    item_ids = fields.One2many("civil.assessment.item", "standard_id", string="Items")
    level_ids = fields.One2many(
        "civil.assessment.level", "standard_id", string="Levels"
    )
    fault = fields.Char(compute="_compute_fault")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            instrument WITH =, daterange(date_from, date_to, '[]') WITH &&
        )""",
        "Another version holds on some of these days: give it its last day first.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for standard in self:
            standard.display_name = f"{standard.code} {standard.name}"

    @api.depends(
        "max_score",
        "item_count",
        "item_ids.max_score",
        "level_ids.score_from",
        "level_ids.score_to",
    )
    @api.depends_context("lang")
    def _compute_fault(self):
        for standard in self:
            standard.fault = standard._fault()

    def _fault(self):
        """Return what is wrong with the single standard, or False."""
        items = self.item_ids
        if len(items) != self.item_count:
            return self.env._(
                "There are %(found)s items instead of %(count)s.",
                found=len(items),
                count=self.item_count,
            )
        if sum(items.mapped("max_score")) != self.max_score:
            return self.env._("The items' maxima don't add up to the highest total.")
        covered = [
            score
            for level in self.level_ids
            for score in range(level.score_from, level.score_to + 1)
        ]
        if sorted(covered) != list(range(self.max_score + 1)):
            return self.env._("The levels don't cover every total once.")
        return False

    @api.model
    def _on(self, instrument, day):
        """Return the version in force on a day.

        :raises UserError: there is none
        """
        found = self.sudo().search(
            Domain("instrument", "=", instrument)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        if not found:
            raise UserError(
                self.env._("No assessment standard was in force on %(date)s.", date=day)
            )
        return found

    def _level_for(self, total):
        """Return the level of a total, or an empty recordset."""
        return self.level_ids.filtered(
            lambda level: level.score_from <= total <= level.score_to
        )[:1]

    def _level(self, number):
        """Return the level with a number, or an empty recordset."""
        return self.level_ids.filtered(lambda level: level.level == number)[:1]

    def _is_used(self):
        # Whoever was scored by it, seen or not.
        return bool(
            self.env["civil.assessment"]
            .sudo()
            .search_count(
                [("standard_id", "in", self.ids), ("state", "!=", "draft")], limit=1
            )
        )

    def write(self, vals):
        """Keep what people were scored by; its last day may be set."""
        if vals.keys() - {"date_to"}:
            for standard in self:
                if standard._is_used():
                    raise UserError(
                        self.env._(
                            "%(standard)s can't be changed: people were scored by "
                            "it. Record a new version with its first day.",
                            standard=standard.display_name,
                        )
                    )
        return super().write(vals)
