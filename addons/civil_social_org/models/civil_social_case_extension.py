from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class CivilSocialCaseExtension(models.AbstractModel):
    """A plan of a re-election, an early one, or a longer term (换届、延期换届).

    A term is extended once and by a year at most, before it is over. Source: the
    model charter of associations.
    """

    _name = "civil.social.case.extension"
    _inherit = ["civil.social.case"]
    _description = "Rules of Cases about Re-elections"

    def _content_refusal(self, case):
        org = case.social_org_id.sudo()
        if not (case.social_term_request and case.social_term_date):
            return self.env._("say what is asked for, and the day")
        if not (case.social_reason or "").strip():
            return self.env._("write the reasons that the organization gives")
        if not org.term_end:
            return self.env._("the register doesn't know when the term ends")
        if case.social_term_request == "extension":
            return self._extension_refusal(case, org)
        if (
            case.social_term_request == "plan"
            and case.social_term_date > org.term_until
        ):
            return self.env._(
                "the term ends on %(day)s; ask for an extension", day=org.term_until
            )
        return False

    def _extension_refusal(self, case, org):
        if org.extension_ids.filtered(lambda one: one.term_end == org.term_end):
            return self.env._("this term has been extended already")
        months = self.env["civil.parameter"]._get(
            "social.extension_months", fields.Date.context_today(self)
        )
        latest = org.term_end + relativedelta(months=months)
        if not org.term_end < case.social_term_date <= latest:
            return self.env._(
                "a term that ends on %(end)s can be extended until %(latest)s at most",
                end=org.term_end,
                latest=latest,
            )
        return False

    @api.model
    def _granted(self, case):
        """Extend the term, where that was asked for."""
        result = super()._granted(case)
        org = case.social_org_id.sudo()
        if case.social_term_request == "extension":
            self.env["civil.social.extension"].sudo().create(
                {
                    "org_id": org.id,
                    "term_end": org.term_end,
                    "date_to": case.social_term_date,
                    "reason": case.social_reason,
                    "agreed_on": case.social_consent_date,
                    "approved_on": fields.Date.context_today(self),
                    "approval_no": case.name,
                }
            )
        case.sudo()._set_subject(org)
        return result

    @api.model
    def _document_values(self, case, kind_code):
        what = case.social_term_request
        day = case.social_term_date
        labels = {"plan": "按期换届", "early": "提前换届", "extension": "延期换届"}
        reply = (
            f"你单位本届任期延长至{day:%Y年%-m月%-d日}"
            if what == "extension" and day
            else f"你单位于{day:%Y年%-m月%-d日}召开换届会议"
            if day
            else ""
        )
        return {
            **super()._document_values(case, kind_code),
            "term_request": labels.get(what, ""),
            "term_reply": reply,
        }
