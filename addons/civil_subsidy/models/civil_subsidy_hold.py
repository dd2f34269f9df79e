from odoo import fields, models


class CivilSubsidyHold(models.Model):
    """That somebody's program is held back by hand (缓发), until it is released.

    It holds from month to month until somebody releases it; what it held in a batch
    that was sent meanwhile is arrears then.
    """

    _name = "civil.subsidy.hold"
    _description = "Held by Hand"
    _inherit = ["civil.division.mixin"]
    _order = "id desc"
    _rec_name = "reason"

    resident_id = fields.Many2one(
        "civil.resident", required=True, readonly=True, index=True
    )
    program_id = fields.Many2one(
        "civil.subsidy.program", required=True, readonly=True, index=True
    )
    month_from = fields.Date(required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    released_at = fields.Datetime(readonly=True)
    released_uid = fields.Many2one("res.users", string="Released By", readonly=True)
    release_reason = fields.Char(readonly=True)

    _open_uniq = models.UniqueIndex(
        "(resident_id, program_id) WHERE released_at IS NULL",
        "The person's program is held back already.",
    )
