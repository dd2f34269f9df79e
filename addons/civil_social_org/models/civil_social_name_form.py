from odoo import api, fields, models


class CivilSocialNameForm(models.Model):
    """A word that a name of a kind may end with (组织形式): association, school …"""

    _name = "civil.social.name.form"
    _description = "Form of Organization in Names"
    _order = "kind_id, sequence, word"
    _rec_name = "word"

    sequence = fields.Integer(default=10)
    kind_id = fields.Many2one("civil.social.org.kind", required=True, index=True)
    word = fields.Char(required=True)
    active = fields.Boolean(default=True)

    _word_uniq = models.UniqueIndex(
        "(kind_id, word)", "This kind already has this form."
    )

    @api.model
    def _of(self, kind):
        """The forms of a kind, the longest first."""
        return sorted(
            self.search([("kind_id", "=", kind.id)]).mapped("word"),
            key=len,
            reverse=True,
        )
