import secrets

from odoo import api, fields, models

from odoo.addons.civil_inspection.tools import draw

_STRATUM = "rated"


class CivilInstitutionRatingRound(models.Model):
    """A year's re-checks of rated institutions (年度复核): a share drawn by chance."""

    _name = "civil.institution.rating.round"
    _description = "Year of Re-checks"
    _inherit = ["civil.division.mixin", "mail.thread"]
    _order = "year desc, id desc"
    _rec_name = "year"

    year = fields.Char(
        required=True,
        size=4,
        default=lambda self: str(fields.Date.context_today(self).year),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    recheck_ids = fields.One2many(
        "civil.institution.rating.recheck", "round_id", string="Re-checks"
    )
    least_share = fields.Integer(
        string="Share at Least (%)", compute="_compute_figures"
    )
    rated_count = fields.Integer(string="Rated Today", compute="_compute_figures")
    drawn_count = fields.Integer(string="To Be Checked", compute="_compute_figures")
    done_count = fields.Integer(string="Checked", compute="_compute_figures")
    share = fields.Float(
        string="Share Checked (%)", digits=(5, 1), compute="_compute_figures"
    )
    drawn_on = fields.Date(readonly=True, copy=False)
    draw_population = fields.Text(readonly=True, copy=False)
    draw_seed = fields.Char(readonly=True, copy=False)

    _year_uniq = models.UniqueIndex(
        "(division_id, year)", "The year's re-checks are on record already."
    )
    _year_check = models.Constraint(
        "CHECK (year ~ '^[0-9]{4}$')", "A year has four digits."
    )

    @api.depends("division_id", "recheck_ids.result")
    def _compute_figures(self):
        today = fields.Date.context_today(self)
        for one in self:
            rated = len(one._rated())
            one.least_share = self.env["civil.parameter"]._get(
                "institution.rating_recheck_share", today, one.division_id
            )
            one.rated_count = rated
            one.drawn_count = len(one.recheck_ids)
            one.done_count = len(one.recheck_ids.filtered("result"))
            one.share = rated and 100 * one.done_count / rated

    def _rated(self):
        """The ratings of the single round's division that hold today."""
        return self.env["civil.institution.rating"].search(
            [
                ("is_valid", "=", True),
                ("state", "=", "rated"),
                ("division_id", "child_of", self.division_id.ids),
            ]
        )

    def action_draw(self):
        """Draw as many rated institutions as the year's share asks for.

        Those already on the list count and aren't drawn again; what was drawn from,
        and the seed, stay on record.
        """
        self.check_access("write")
        for one in self:
            one._draw()

    def _draw(self):
        rated, listed = self._rated(), self.recheck_ids.rating_id
        wanted = draw.sample_size(f"{self.least_share / 100:.2f}", len(rated))
        left = rated - listed
        missing = min(max(0, wanted - len(listed)), len(left))
        if not missing:
            return
        population = draw.make_population(
            {
                "campaign": self.year,
                "draw": 1,
                "days": [],
                "inspectors_per_object": 0,
                "units": [],
                "rates": {_STRATUM: "1"},
                "counts": {_STRATUM: missing},
            },
            [
                {
                    "code": str(rating.id),
                    "name": rating.institution_id.name,
                    "stratum": _STRATUM,
                }
                for rating in left
            ],
            [],
            [],
        )
        text = draw.canonical(population)
        seed = draw.make_seed(draw.sha256(text), secrets.token_hex(16))
        drawn = draw.make_draw(population, seed)
        self.recheck_ids = [
            fields.Command.create({"rating_id": int(entry["code"])}) for entry in drawn
        ]
        # By chance, and so that it can be repeated.
        self.write(
            {
                "drawn_on": fields.Date.context_today(self),
                "draw_population": text,
                "draw_seed": seed,
            }
        )
