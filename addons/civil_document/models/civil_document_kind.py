from odoo import api, fields, models
from odoo.exceptions import ValidationError

RETENTIONS = [("permanent", "Permanent"), ("30", "30 Years"), ("10", "10 Years")]


class CivilDocumentKind(models.Model):
    """A kind of official document (文书种类): its number, form and wording.

    The wording has places such as ``{addressee}``: plain names, filled in when a
    document is made. Documents keep what was filled in, so changing the wording
    changes no document that is there. Addons bring their kinds as data and may
    name a template of their own for the body.
    """

    _name = "civil.document.kind"
    _description = "Kind of Document"
    _order = "sequence, code"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="How programs call it.")
    name = fields.Char(required=True, translate=True)
    numbering_id = fields.Many2one(
        "civil.numbering",
        string="Numbering Rule",
        ondelete="restrict",
        help="Without one the documents of this kind have no number.",
    )
    template_key = fields.Char(
        string="Template of the Body",
        help="XML id of the template that prints the body; empty: the wording below.",
    )
    retention = fields.Selection(RETENTIONS, default="10", required=True)
    needs_service = fields.Boolean(
        help="The document takes effect by being served on its addressee."
    )
    service_parameter = fields.Char(
        string="Time for Service",
        help="Code of the parameter that says within how many days after being "
        "issued the document has to be served.",
    )
    service_unit = fields.Selection(
        [("day", "Calendar Days"), ("workday", "Working Days")],
        string="Counted in",
        default="day",
        required=True,
    )
    group_ids = fields.Many2many(
        "res.groups",
        string="Groups",
        help="Only members of one of these groups see documents of this kind; empty: "
        "everybody who works with documents.",
    )
    red_head = fields.Boolean(
        string="Red Heading", help="The organ's name stands in red above a red line."
    )
    number_place = fields.Selection(
        [("center", "Centered"), ("right", "Right")],
        string="Place of the Number",
        default="right",
        required=True,
    )
    date_style = fields.Selection(
        [("digits", "Arabic Figures"), ("words", "Chinese Figures")],
        string="Date Written in",
        default="digits",
        required=True,
    )
    count_pages = fields.Boolean(string="Number the Pages", default=True)
    title_text = fields.Char(string="Title", help="Empty: the name of the kind.")
    body_text = fields.Text(string="Body")
    basis_text = fields.Text(string="Basis")
    remedies_text = fields.Text(string="Remedies")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a kind of document with this code."
    )

    @api.constrains("template_key")
    def _check_template_key(self):
        for kind in self:
            key = kind.template_key
            view = key and self.env.ref(key, raise_if_not_found=False)
            # Templates are looked up for whoever keeps kinds.
            if key and (not view or view._name != "ir.ui.view"):
                raise ValidationError(
                    self.env._(
                        "%(kind)s: there is no template %(key)s.",
                        kind=kind.name,
                        key=key,
                    )
                )

    @api.model
    def _by_code(self, code):
        """Return the kind with a code.

        :raises ValueError: there is none; a program asks for what its data lack
        """
        # Whoever may make the document takes its form, whatever the groups.
        kind = self.sudo().search([("code", "=", code)])
        if not kind:
            raise ValueError(f"there is no kind of document {code}")
        return kind
