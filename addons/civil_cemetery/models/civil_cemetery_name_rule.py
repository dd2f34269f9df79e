from odoo import api, fields, models

from odoo.addons.civil_organization.tools.credit_code import name_key

from .civil_cemetery_facility import KINDS


class CivilCemeteryNameRule(models.Model):
    """What a cemetery's name says of its kind (公墓性质识别规则).

    For files that name a cemetery which isn't on record: the first word, in the order
    of the rules, that its name holds says what it is.
    """

    _name = "civil.cemetery.name.rule"
    _description = "Kind of a Cemetery by Its Name"
    _order = "sequence, id"
    _rec_name = "word"

    sequence = fields.Integer(default=10)
    word = fields.Char(
        help="What the name holds; empty for cemeteries that no other rule names."
    )
    facility_kind = fields.Selection(KINDS, string="Kind of Facility", required=True)
    note = fields.Char(help="Why: who approved the cemetery, and as what.")
    active = fields.Boolean(default=True)

    _word_uniq = models.UniqueIndex(
        "(COALESCE(word, ''))", "There is already a rule for this word."
    )

    @api.model
    def _by_word(self):
        """Return ``[(word as it is compared, kind)]`` in the order of the rules."""
        # What a name means is no secret.
        rules = self.sudo().search([])
        named = [(name_key(rule.word), rule.facility_kind) for rule in rules]
        return [pair for pair in named if pair[0]] + [
            pair for pair in named if not pair[0]
        ]
