from odoo import api, models


class CivilSocialCaseNameCheck(models.AbstractModel):
    """A name check (名称核准) before the founding.

    Source: 《社会组织名称管理办法》(民政部令第69号).
    """

    _name = "civil.social.case.name_check"
    _inherit = ["civil.social.case"]
    _description = "Rules of Name Checks"

    def _org_refusal(self, case):
        return False

    def _content_refusal(self, case):
        return case._social_name_refusal()

    @api.model
    def _document_values(self, case, kind_code):
        return {
            **super()._document_values(case, kind_code),
            "name_until": case._social_name_until(),
        }
