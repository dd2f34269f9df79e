from odoo import fields, models


class CivilInstitutionRatingGround(models.Model):
    """Why a rating is lowered or cancelled (降级、取消等级的情形)."""

    _name = "civil.institution.rating.ground"
    _description = "Ground for Ending a Rating"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    for_downgrade = fields.Boolean(string="Lowers the Level")
    for_cancel = fields.Boolean(string="Cancels the Rating", default=True)
    legal_basis = fields.Char(required=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a ground with this code."
    )
