from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.rating import mean, points, shown


class CivilInstitutionRatingScore(models.Model):
    """What an institution gives itself for an item (自评得分), and experts gave."""

    _name = "civil.institution.rating.score"
    _description = "Points of an Item"
    _inherit = ["civil.institution.rating.part.of"]
    _order = "rating_id, part_sequence, item_sequence, id"

    item_id = fields.Many2one(
        "civil.institution.rating.item", required=True, index=True, ondelete="restrict"
    )
    part_id = fields.Many2one(related="item_id.part_id", store=True)
    part_sequence = fields.Integer(
        related="part_id.sequence", store=True, string="Order of the Part"
    )
    item_sequence = fields.Integer(
        related="item_id.sequence", store=True, string="Order of the Item"
    )
    max_score = fields.Integer(related="item_id.max_score")
    self_score = fields.Float(string="Self-score", digits=(5, 1))
    self_note = fields.Char(string="Reason for the Points")
    expert_score = fields.Float(
        string="Experts",
        digits=(6, 2),
        compute="_compute_expert_score",
        groups="civil_institution.group_clerk,civil_institution.group_deputy,"
        "civil_base.group_auditor",
        help="Mean of the experts' signed sheets.",
    )
    difference = fields.Float(
        digits=(6, 2),
        compute="_compute_expert_score",
        groups="civil_institution.group_clerk,civil_institution.group_deputy,"
        "civil_base.group_auditor",
        help="Experts less self-score.",
    )

    _item_uniq = models.UniqueIndex(
        "(rating_id, item_id)", "The item stands in the rating already."
    )

    @api.depends("item_id", "self_score", "rating_id.sheet_ids.state")
    def _compute_expert_score(self):
        for rating, scores in self.grouped("rating_id").items():
            marks = rating._signed_marks().grouped("item_id")
            for score in scores:
                given = marks.get(score.item_id)
                got = mean(points(mark.score) for mark in given or ())
                score.expert_score = float(shown(got))
                score.difference = given and float(
                    shown(got) - points(score.self_score)
                )

    @api.constrains("self_score", "item_id")
    def _check_self_score(self):
        for score in self:
            if not 0 <= score.self_score <= score.max_score:
                raise ValidationError(
                    self.env._(
                        "%(item)s has %(points)s points at most and 0 at least.",
                        item=score.item_id.name,
                        points=score.max_score,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add points once the self-score was handed in."""
        scores = super().create(vals_list)
        scores._check_open()
        return scores

    def write(self, vals):
        """Refuse to change points once the self-score was handed in."""
        self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self._check_open()

    def _check_open(self):
        """Refuse where the self-score was handed in.

        :raises UserError: naming the rating
        """
        for rating in self.rating_id.filtered(lambda one: one.state != "self_scored"):
            raise UserError(
                self.env._(
                    "The self-score of %(rating)s was handed in: it stays as it is.",
                    rating=rating.display_name,
                )
            )
