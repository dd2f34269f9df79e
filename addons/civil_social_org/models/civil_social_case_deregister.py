from odoo import api, fields, models


class CivilSocialCaseDeregister(models.AbstractModel):
    """A deregistration (注销登记) after the liquidation.

    Certificate, seals and vouchers come back before it is granted. Source:
    《社会团体登记管理条例》第十九条至第二十三条, 《民办非企业单位登记管理暂行条例》
    第十六条至第十八条.
    """

    _name = "civil.social.case.deregister"
    _inherit = ["civil.social.case"]
    _description = "Rules of Deregistrations"

    _org_states = ("deregistering",)

    def _org_refusal(self, case):
        org = case.social_org_id.sudo()
        if org and org.state in ("normal", "suspended"):
            return self.env._(
                "%(org)s has to be liquidated first; open its liquidation", org=org.name
            )
        return super()._org_refusal(case)

    def _content_refusal(self, case):
        liquidation = case.social_liquidation_id.sudo()
        if not liquidation or liquidation.org_id != case.social_org_id:
            return self.env._("choose the liquidation of the organization")
        if liquidation.state != "finished":
            return self.env._("the liquidation hasn't ended yet")
        return not liquidation._audit() and self.env._(
            "the audit of the liquidation has no report yet"
        )

    def _grant_refusal(self, case):
        liquidation = case.social_liquidation_id.sudo()
        for name in ("certificate_on", "seals_on", "vouchers_on"):
            if not liquidation[name]:
                label = liquidation._fields[name]._description_string(self.env)
                return self.env._("still to be recorded: “%(what)s”", what=label)
        return False

    @api.model
    def _granted(self, case):
        """End the registration, and issue the proof and the announcement."""
        result = super()._granted(case)
        today = fields.Date.context_today(self)
        liquidation = self._system(case.social_liquidation_id)
        org = self._system(case.social_org_id)
        reason = self.env._("Deregistered by %(case)s", case=case.name)
        org._end("deregistered", today, reason)
        license_ = org._social_license()
        if license_ and license_.state != "cancelled":
            license_._cancel("organization", case=case, reason=reason)
            license_.copy_ids.filtered(
                lambda paper: paper.state == "to_collect"
            ).action_collect()
        liquidation._transition("closed")
        case.sudo()._set_subject(org)
        self._announce(case, "social_deregistration_proof")
        self._announce(case, "social_announce_deregistration")
        return result

    @api.model
    def _document_values(self, case, kind_code):
        liquidation = case.social_liquidation_id.sudo()
        grounds = dict(liquidation._fields["ground"]._description_selection(self.env))
        return {
            **super()._document_values(case, kind_code),
            "ground": liquidation.ground_note or grounds.get(liquidation.ground, ""),
        }
