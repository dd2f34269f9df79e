import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_inspection.tools import draw

from ..tools.rating import level_of, mean, points
from .civil_institution_rating_level import LEVELS


class CivilInstitutionRatingVisit(models.AbstractModel):
    """Experts on the spot, and what comes of their points (现场评定)."""

    _name = "civil.institution.rating.visit"
    _description = "Rating on the Spot"

    visited_on = fields.Date(string="On the Spot on", copy=False)
    sheet_ids = fields.One2many("civil.institution.rating.sheet", "rating_id")
    sheet_count = fields.Integer(string="Experts", compute="_compute_sheet_count")
    scored_level = fields.Selection(
        LEVELS,
        string="Level by the Points",
        compute="_compute_scored_level",
        help="The highest level whose total and shares the experts' mean reaches.",
    )
    draw_population = fields.Text(readonly=True, copy=False)
    draw_seed = fields.Char(readonly=True, copy=False)

    @api.depends("sheet_ids")
    def _compute_sheet_count(self):
        for rating in self:
            rating.sheet_count = len(rating.sheet_ids)

    @api.depends("sheet_ids.state")
    def _compute_scored_level(self):
        for rating in self:
            marks = rating._signed_marks()
            level = marks and rating._level_of_points(rating._expert_points())
            rating.scored_level = level or False

    # -- points --------------------------------------------------------------------

    def _signed_marks(self):
        """The points on the signed sheets of the single rating."""
        signed = self.sheet_ids.filtered(lambda sheet: sheet.state == "signed")
        return signed.mark_ids

    def _self_points(self):
        """``{part: points}`` that the institution gives itself, exactly."""
        sums = dict.fromkeys(self.standard_id.sudo().part_ids, points(0))
        for score in self.score_ids:
            sums[score.part_id.sudo()] += points(score.self_score)
        return sums

    def _expert_points(self):
        """``{part: points}``: the mean of the signed sheets, exactly."""
        marks = self._signed_marks().grouped("item_id")
        sums = dict.fromkeys(self.standard_id.sudo().part_ids, mean(()))
        for item, given in marks.items():
            sums[item.part_id.sudo()] += mean(points(mark.score) for mark in given)
        return sums

    def _level_of_points(self, by_part):
        """Return the highest level that ``{part: points}`` fulfil, or None."""
        rules = self.standard_id.sudo()._rules()
        return level_of(rules, [(got, part.max_score) for part, got in by_part.items()])

    # -- experts -------------------------------------------------------------------

    def _check_experts_open(self):
        """Refuse to change who rates, once they went there.

        :raises UserError: naming the ratings
        """
        self._check_in(("reviewed", "on_site"))

    def _experts_needed(self):
        return self._parameter("experts", fields.Date.context_today(self))

    def _experts_refusal(self):
        """Why the experts of the single rating won't do, or False."""
        needed = self._experts_needed()
        if len(self.sheet_ids) < needed:
            return self.env._(
                "it has %(count)s experts; at least %(needed)s go there",
                count=len(self.sheet_ids),
                needed=needed,
            )
        barred = self.sheet_ids.expert_id._barred(self.institution_id)
        for expert, why in barred.items():
            return self.env._("%(expert)s %(why)s", expert=expert.name, why=why)
        return False

    def _guard_visit(self):
        if not self.visited_on:
            return self.env._("say on which day the experts go there")
        return self._experts_refusal()

    def _draw_from(self, experts):
        """Return the population of a draw among experts, for the single rating."""
        home = self.institution_id
        barred = experts._barred(home)
        header = {
            "campaign": self.name,
            "draw": 1,
            "days": [str(self.visited_on or "")],
            "inspectors_per_object": self._experts_needed(),
            "units": [],
            "rates": {"rating": "1"},
            "counts": {"rating": 1},
        }
        code = str(home.id)
        return draw.make_population(
            header,
            [{"code": code, "name": home.name, "stratum": "rating"}],
            [
                {"code": str(one.id), "name": one.name, "unit": one.employer or ""}
                for one in experts
            ],
            [(str(one.id), code) for one in barred],
        )

    # -- buttons -------------------------------------------------------------------

    def action_draw_experts(self):
        """Draw the experts by chance; who has an interest isn't among them.

        What was drawn from, and the seed, stay on record: the draw can be repeated.

        :raises UserError: there are too few without an interest
        """
        self.check_access("write")
        self._check_in(("reviewed",))
        for rating in self:
            experts = self.env["civil.institution.rating.expert"].search([])
            population = rating._draw_from(experts)
            text = draw.canonical(population)
            seed = draw.make_seed(draw.sha256(text), secrets.token_hex(16))
            try:
                [drawn] = draw.make_draw(population, seed)
            except draw.DrawError as error:
                raise UserError(
                    self.env._(
                        "%(found)s experts have no interest in %(name)s; "
                        "%(wanted)s are needed.",
                        found=error.found,
                        wanted=error.wanted,
                        name=rating.institution_id.name,
                    )
                ) from error
            rating.sheet_ids.unlink()
            rating.sheet_ids = [
                fields.Command.create({"expert_id": int(code)})
                for code in drawn["inspectors"]
            ]
            rating._write_guarded({"draw_population": text, "draw_seed": seed})

    def action_visit(self):
        """Send the experts to the institutions."""
        self._transition("on_site")
