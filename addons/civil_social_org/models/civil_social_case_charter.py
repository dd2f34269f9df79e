from odoo import api, fields, models


class CivilSocialCaseCharter(models.AbstractModel):
    """The approval of a charter (章程核准), which a meeting has adopted.

    Source: 《社会团体登记管理条例》第十八条; majorities: the model charter.
    """

    _name = "civil.social.case.charter"
    _inherit = ["civil.social.case"]
    _description = "Rules of Charter Approvals"

    def _content_refusal(self, case):
        if not case.social_elected_on:
            return self.env._("enter the day of the meeting that adopted it")
        if refusal := case._social_vote_refusal("social.charter_vote_percent"):
            return refusal
        charter = case.material_ids.filtered(
            lambda paper: paper.social_purpose == "charter"
        )
        if charter and not charter.attachment_ids:
            return self.env._("attach the charter as it was adopted")
        return False

    @api.model
    def _granted(self, case):
        """Keep the approved charter."""
        result = super()._granted(case)
        org = case.social_org_id.sudo()
        org._social_take_charter(case)
        org._social_take_filing("charter", case.social_elected_on)
        case.sudo()._set_subject(org)
        return result

    @api.model
    def _document_values(self, case, kind_code):
        return {
            **super()._document_values(case, kind_code),
            "charter_meeting": self.env._(
                "the meeting of %(day)s",
                day=fields.Date.to_string(case.social_elected_on) or "",
            ),
        }
