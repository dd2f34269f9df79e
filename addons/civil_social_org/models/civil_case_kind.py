from odoo import fields, models

#: What is applied for at the register of organizations, in the order of its life.
SOCIAL_ACTIONS = [
    ("name_check", "Name Check"),
    ("founding", "Founding"),
    ("change", "Change of Registration"),
    ("charter", "Approval of the Charter"),
    ("officers", "Filing of Officers"),
    ("extension", "Re-election"),
    ("deregister", "Deregistration"),
    ("renewal", "Renewal of the Certificate"),
    ("reissue", "Reissue of the Certificate"),
]


class CivilCaseKind(models.Model):
    _inherit = "civil.case.kind"

    social_action = fields.Selection(
        SOCIAL_ACTIONS,
        string="Matter of an Organization",
        help="What a grant brings about in the register of social organizations.",
    )
    social_kind_id = fields.Many2one(
        "civil.social.org.kind",
        string="Kind of Social Organization",
        index="btree_not_null",
        ondelete="restrict",
    )

    _social_action_uniq = models.UniqueIndex(
        "(social_kind_id, social_action) WHERE social_kind_id IS NOT NULL AND active",
        "There is already a matter for this kind of organization.",
    )
