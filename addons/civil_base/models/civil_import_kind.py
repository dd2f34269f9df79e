from odoo import fields, models


class CivilImportKind(models.Model):
    """A kind of file that is taken in (导入类型): which rules read it, who may."""

    _name = "civil.import.kind"
    _description = "Kind of Import"
    _order = "sequence, name"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True)
    handler = fields.Char(
        required=True,
        readonly=True,
        help="Name of the model with the rules that read this kind of file.",
    )
    uses_period = fields.Boolean(
        string="For One Month",
        help="Such a file belongs to one month, which has to be given.",
    )
    group_ids = fields.Many2many(
        "res.groups",
        string="Who May Import",
        help="Members of any of these groups may upload and take such files.",
    )
    hint = fields.Text(
        string="What the File Holds",
        translate=True,
        help="Shown when a file is chosen: which columns are expected.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a kind of import with this code."
    )

    def _handler(self):
        """Return the model with the rules of this kind, as the present user."""
        return self.env[self.handler]

    def _may_use(self):
        """Tell whether the present user may upload and take such files."""
        user = self.env.user
        # Which groups a kind is for is no secret, but not everybody may read
        # groups.
        groups = self.sudo().group_ids
        return user._is_superuser() or bool(groups & user.all_group_ids)
