from odoo import fields, models


class CivilFuneralServiceEntry(models.Model):
    """A service that a list names (清单条目)."""

    _name = "civil.funeral.service.entry"
    _description = "Service on a List"
    _order = "list_id, sequence, id"
    _rec_name = "service_id"

    list_id = fields.Many2one(
        "civil.funeral.service.list", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    service_id = fields.Many2one(
        "civil.funeral.service", required=True, index=True, ondelete="restrict"
    )
    condition = fields.Char(
        translate=True, help="Where it is listed, such as in homes run by government."
    )

    _service_uniq = models.UniqueIndex(
        "(list_id, service_id)", "The list names this service already."
    )
