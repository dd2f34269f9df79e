from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list


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
    uses_as_of = fields.Boolean(
        string="Judged as of a Day",
        help="Such a file is judged as of a day, today unless another one is given.",
    )
    register_kind_id = fields.Many2one(
        "civil.import.kind",
        string="Refers to",
        help="The register in which what such a file refers to is looked up.",
    )
    finding_kind_ids = fields.One2many(
        "civil.import.finding.kind", "import_kind_id", string="Findings"
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

    def _check_findings(self, code, register):
        """Refuse to look for findings where there are none to look for.

        :param str code: what was asked for
        :param register: whether a register was given
        :raises UserError: no such kind, or it refers to no register
        """
        if not self.finding_kind_ids:
            kinds = self.search([("finding_kind_ids", "!=", False)])
            raise UserError(
                self.env._(
                    "There are no findings of the kind “%(code)s”; the kinds are "
                    "%(kinds)s.",
                    code=code,
                    kinds=format_list(self.env, kinds.mapped("code")),
                )
            )
        if register and not self.register_kind_id:
            raise UserError(
                self.env._("Files of the kind “%(code)s” need no register.", code=code)
            )
