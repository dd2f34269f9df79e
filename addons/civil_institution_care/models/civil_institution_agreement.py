from odoo import api, fields, models


class CivilInstitutionAgreement(models.Model):
    """An agreement between institution, resident and emergency contact (服务协议).

    Source: 《养老机构管理办法》（民政部令第66号） art. 16.
    """

    _name = "civil.institution.agreement"
    _description = "Service Agreement"
    _inherit = ["civil.institution.part"]
    _order = "date_from desc, id desc"

    stay_id = fields.Many2one(
        "civil.institution.stay", required=True, index=True, ondelete="restrict"
    )
    institution_id = fields.Many2one(
        related="stay_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    kind = fields.Selection(
        [
            ("trial", "Trial Agreement"),
            ("service", "Service Agreement"),
            ("supplement", "Supplementary Agreement"),
        ],
        required=True,
        default="service",
    )
    date_from = fields.Date(string="From", required=True)
    date_until = fields.Date(string="Through", help="The last day.")
    signed_on = fields.Date(copy=False)
    level_id = fields.Many2one(
        "civil.institution.care.level", string="Care Level", ondelete="restrict"
    )
    institution_signer = fields.Char(string="Signed for the Institution")
    person_signer = fields.Char(string="Signed by the Person or Agent")
    contact_signer = fields.Char(string="Signed by the Emergency Contact")
    terms = fields.Text()

    _days_in_order = models.Constraint(
        "CHECK (date_until >= date_from)", "An agreement can't end before it begins."
    )

    @api.depends("kind", "stay_id.person_name")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for agreement in self:
            agreement.display_name = " ".join(
                filter(
                    None, (labels.get(agreement.kind), agreement.stay_id.person_name)
                )
            )
