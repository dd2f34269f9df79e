from odoo import fields, models


class CivilSocialRegistrationItem(models.Model):
    """An item of the registration (登记事项): changing it is a change registration.

    Source: 《社会团体登记管理条例》第十二条, 《民办非企业单位登记管理暂行条例》
    第十二条, 《基金会管理条例》第十一条; the kinds say which items are theirs.
    """

    _name = "civil.social.registration.item"
    _description = "Item of Registration"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, readonly=True, help="How programs call it.")
    name = fields.Char(required=True, translate=True)
    field_name = fields.Char(
        string="Field",
        required=True,
        readonly=True,
        help="The field of the register that holds the item.",
    )

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a registration item with this code."
    )
