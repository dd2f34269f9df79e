from odoo import SUPERUSER_ID, api, fields, models

from .civil_case_social import UNDECIDED

#: Signed papers that have to be there as a file, too.
SIGNED = ("credit", "party", "party_members")


class CivilSocialCase(models.AbstractModel):
    """What all cases about social organizations have in common (社会组织办件).

    The organization is there and may do this; a supervisor's consent where there
    is one; commitments are signed. The same is asked at acceptance and before
    the decision, because time may have accepted the case.
    """

    _name = "civil.social.case"
    _inherit = ["civil.case.handler"]
    _description = "Rules of Cases about Social Organizations"

    #: States of the organization in which this may be applied for.
    _org_states = ("normal", "suspended")

    @api.model
    def _acceptance_refusal(self, case):
        refusal = super()._acceptance_refusal(case)
        return refusal or self._social_refusal(case)

    @api.model
    def _decision_refusal(self, case):
        refusal = super()._decision_refusal(case)
        if refusal or case.proposal != "grant":
            return refusal
        return self._social_refusal(case) or self._grant_refusal(case)

    def _social_refusal(self, case):
        """Why the case can't be accepted or granted as it stands, or False."""
        return (
            self._org_refusal(case)
            or self._paper_refusal(case)
            or self._consent_refusal(case)
            or self._content_refusal(case)
        )

    def _content_refusal(self, case):
        """What is wrong with what is applied for, or False; for each matter."""
        return False

    def _grant_refusal(self, case):
        """What keeps it from being granted, beyond acceptance, or False."""
        return False

    def _org_refusal(self, case):
        """Why the organization can't apply for this now, or False."""
        # Whether it may is decided by the register, whoever asks.
        org = case.social_org_id.sudo()
        if not org:
            return self.env._("choose the organization first")
        if org.kind_id != case.social_kind_id:
            return self.env._(
                "%(org)s is of the kind “%(kind)s”; choose the matter of that kind",
                org=org.name,
                kind=org.kind_id.name,
            )
        if org.organization_id != case.organization_id:
            return self.env._("the applicant isn't %(org)s", org=org.name)
        if org.state == "deregistering" and org.state not in self._org_states:
            return self.env._(
                "%(org)s is in liquidation and may do nothing but liquidate",
                org=org.name,
            )
        if org.state not in self._org_states:
            return self.env._(
                "%(org)s is in the state “%(state)s”",
                org=org.name,
                state=org._state_label(),
            )
        return self._other_refusal(case)

    def _other_refusal(self, case):
        """Why an earlier case stands in the way, or False."""
        # Cases of others count, too.
        other = case.sudo().search(
            [
                ("social_org_id", "=", case.social_org_id.id),
                ("kind_id", "=", case.kind_id.id),
                ("state", "in", UNDECIDED),
                ("id", "<", case.id),
            ],
            limit=1,
        )
        return bool(other) and self.env._(
            "%(case)s about the same isn't decided yet", case=other.display_name
        )

    def _paper_refusal(self, case):
        """Which signed commitment isn't there, and as a file, or False."""
        for paper in case.material_ids:
            if paper.social_purpose not in SIGNED:
                continue
            if paper.check_result != "ok":
                return self.env._("“%(paper)s” can't be done without", paper=paper.name)
            # Whether the file is there is no secret, what it says may be.
            if not paper.sudo().attachment_ids:
                return self.env._("attach “%(paper)s” as signed", paper=paper.name)
        return False

    def _consent_refusal(self, case):
        """Why the supervisor's consent isn't there, or False.

        Organizations that are registered directly need none.
        """
        needed = case.kind_id.material_ids.filtered(
            lambda paper: paper.social_purpose == "approval"
        )
        if not needed or case.social_supervisor_type != "dual":
            return False
        if not case.social_supervisor_id:
            return self.env._("name the supervisor first")
        if not (case.social_consent_no and case.social_consent_date):
            return self.env._(
                "enter number and day of the supervisor's consent; organizations "
                "with a supervisor can't do without"
            )
        if case.social_consent_date > fields.Date.context_today(self):
            return self.env._("the supervisor's consent lies in the future")
        if not case.material_ids._proving("approval"):
            return self.env._("the supervisor's approval hasn't been handed in")
        return False

    # -- what a grant brings about ---------------------------------------------------

    @api.model
    def _system(self, records):
        """Records as the system changes them: the grant was the deputy's to give."""
        return records.with_user(SUPERUSER_ID)

    def _announce(self, case, kind_code, key="", **values):
        """Issue an announcement (公告) of what was granted."""
        case._issue_document(kind_code, key=key, **values)

    @api.model
    def _document_values(self, case, kind_code):
        values = super()._document_values(case, kind_code)
        org = case.social_org_id.sudo()
        return {
            **values,
            "full_name": org.name or case.social_name or "",
            "credit_code": org.credit_code or "",
            "items": case._social_items_text(),
            "today": fields.Date.context_today(self),
        }
