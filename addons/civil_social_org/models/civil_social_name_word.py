from odoo import fields, models


class CivilSocialNameWord(models.Model):
    """A word that names may not have, or not easily (禁限用字词).

    Source: 《社会组织名称管理办法》(民政部令第69号).
    """

    _name = "civil.social.name.word"
    _description = "Reserved Word in Names"
    _order = "level, word"
    _rec_name = "word"

    word = fields.Char(required=True, help="It counts wherever it stands in the name.")
    level = fields.Selection(
        [("error", "Not Allowed"), ("warning", "To Be Checked")],
        required=True,
        default="error",
    )
    kind_ids = fields.Many2many(
        "civil.social.org.kind",
        string="Kinds",
        help="For which kinds it holds; for all if empty.",
    )
    reason = fields.Char(required=True, translate=True)
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through")
    legal_basis = fields.Char()

    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
