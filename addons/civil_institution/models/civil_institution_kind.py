from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_name


class CivilInstitutionKind(models.Model):
    """A kind of welfare institution (机构类型), and whom it serves."""

    _name = "civil.institution.kind"
    _description = "Kind of Institution"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    serves_elders = fields.Boolean()
    serves_children = fields.Boolean()
    serves_destitute = fields.Boolean()
    words = fields.Char(
        help="Words in an institution's name that show it to be of this kind, between "
        "commas. Where several fit, the kind that stands first counts."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "This code is already taken.")

    @api.model
    def _by_words(self):
        """``[(word, id of the kind)]`` in the kinds' order."""
        return [
            (clean_name(word), kind.id)
            for kind in self.search([])
            for word in (kind.words or "").replace("，", ",").split(",")
            if clean_name(word)
        ]
