from odoo import fields, models


class CivilNumberingCounter(models.Model):
    """How far one rendering of a numbering rule has counted.

    Nobody changes counters by hand: only taking the next number does.
    """

    _name = "civil.numbering.counter"
    _description = "Numbering Counter"
    _order = "numbering_id, key desc"
    _rec_name = "key"
    _log_access = False

    numbering_id = fields.Many2one(
        "civil.numbering", required=True, index=True, ondelete="cascade"
    )
    key = fields.Char(string="Numbers Beginning with", required=True)
    last = fields.Integer(string="Last Number", required=True)

    _numbering_key_uniq = models.UniqueIndex(
        "(numbering_id, key)", "This counter is already there."
    )
