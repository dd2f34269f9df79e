from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.rating import LevelRule


class CivilInstitutionRatingStandard(models.Model):
    """A version of the standard by which institutions are rated (等级评定标准).

    GB/T 37276-2018: four parts with 1000 points in all, five levels, each with a
    least total and a least share of every part's points. What an application is judged
    by is the version in force on its day.
    """

    _name = "civil.institution.rating.standard"
    _description = "Rating Standard"
    _order = "date_from desc"

    code = fields.Char(required=True)
    name = fields.Char(required=True)
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through")
    legal_basis = fields.Char(required=True)
    note = fields.Text()
    max_score = fields.Integer(string="Highest Total", required=True)
    part_ids = fields.One2many("civil.institution.rating.part", "standard_id")
    item_ids = fields.One2many("civil.institution.rating.item", "standard_id")
    level_ids = fields.One2many("civil.institution.rating.level", "standard_id")
    fault = fields.Char(compute="_compute_fault")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (daterange(date_from, date_to, '[]') WITH &&)",
        "Another version holds on some of these days: give it its last day first.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for standard in self:
            standard.display_name = f"{standard.code} {standard.name}"

    @api.depends("max_score", "part_ids.max_score", "item_ids.max_score")
    @api.depends_context("lang")
    def _compute_fault(self):
        for standard in self:
            standard.fault = standard._fault()

    def _fault(self):
        """Return what doesn't add up in the single standard, or False."""
        if sum(self.part_ids.mapped("max_score")) != self.max_score:
            return self.env._("The parts' points don't add up to the highest total.")
        for part in self.part_ids:
            if sum(part.item_ids.mapped("max_score")) != part.max_score:
                return self.env._(
                    "The items of “%(part)s” don't add up to its %(points)s points.",
                    part=part.name,
                    points=part.max_score,
                )
        return False

    @api.model
    def _on(self, day):
        """Return the version in force on a day.

        :raises UserError: there is none, or its points don't add up
        """
        # The standard is no secret: it decides for everybody.
        found = self.sudo().search(
            Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        if not found:
            raise UserError(
                self.env._("No rating standard was in force on %(date)s.", date=day)
            )
        if found.fault:
            raise UserError(found.fault)
        return found

    def _rules(self):
        """Return the :class:`LevelRule` of each level of the single standard."""
        return [
            LevelRule(level.level, level.least_total, level.least_share)
            for level in self.level_ids
        ]

    def _check_unused(self):
        """Refuse to change what institutions were rated by.

        :raises UserError: there is a rating by it
        """
        # Whoever was rated by it, seen or not.
        used = self.env["civil.institution.rating"].sudo()
        used = used.search([("standard_id", "in", self.ids)], limit=1)
        if used:
            raise UserError(
                self.env._(
                    "%(standard)s can't be changed: institutions are rated by it. "
                    "Record a new version with its first day.",
                    standard=used.standard_id.display_name,
                )
            )

    def write(self, vals):
        """Keep what institutions were rated by; its last day may be set."""
        if vals.keys() - {"date_to", "note"}:
            self._check_unused()
        return super().write(vals)
