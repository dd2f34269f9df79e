from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilInstitutionRatingMark(models.Model):
    """The points that an expert gives for an item (专家评分)."""

    _name = "civil.institution.rating.mark"
    _description = "Expert's Points"
    _order = "sheet_id, part_sequence, item_sequence, id"

    sheet_id = fields.Many2one(
        "civil.institution.rating.sheet", required=True, index=True, ondelete="cascade"
    )
    rating_id = fields.Many2one(related="sheet_id.rating_id", store=True, index=True)
    division_id = fields.Many2one(related="sheet_id.division_id", store=True)
    company_id = fields.Many2one(related="sheet_id.company_id", store=True)
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
    score = fields.Float(digits=(5, 1))
    is_given = fields.Boolean(
        string="Given", help="Tells 0 points from points not yet given."
    )
    note = fields.Char(string="What Was Found")

    _item_uniq = models.UniqueIndex(
        "(sheet_id, item_id)", "The item stands on the sheet already."
    )

    @api.onchange("score")
    def _onchange_score(self):
        if self.score:
            self.is_given = True

    @api.constrains("score", "item_id")
    def _check_score(self):
        for mark in self:
            if not 0 <= mark.score <= mark.max_score:
                raise ValidationError(
                    self.env._(
                        "%(item)s has %(points)s points at most and 0 at least.",
                        item=mark.item_id.name,
                        points=mark.max_score,
                    )
                )

    def _check_open(self):
        self.sheet_id._refuse_reasons(
            {sheet: sheet._closed() for sheet in self.sheet_id}
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add to what was signed."""
        for vals in vals_list:
            vals.setdefault("is_given", bool(vals.get("score")))
        marks = super().create(vals_list)
        marks._check_open()
        return marks

    def write(self, vals):
        """Refuse to change what was signed; points that are written are given."""
        self._check_open()
        if "score" in vals:
            vals = {"is_given": True, **vals}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self._check_open()
