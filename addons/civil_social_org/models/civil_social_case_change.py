from odoo import api, fields, models

#: What is announced when it changes (《社会团体登记管理条例》第二十三条).
ANNOUNCED = ("name", "address", "legal_representative")


class CivilSocialCaseChange(models.AbstractModel):
    """A change registration (变更登记): on the grant the register says the new.

    Another legal representative needs the audit of the one who leaves. Source:
    《社会团体登记管理条例》第十八条, 第二十七条, 《民办非企业单位登记管理暂行条例》
    第十五条, 第二十二条.
    """

    _name = "civil.social.case.change"
    _inherit = ["civil.social.case"]
    _description = "Rules of Change Registrations"

    def _content_refusal(self, case):
        if not case.social_change_ids:
            return self.env._("say what is to change")
        for change in case.social_change_ids:
            if refusal := self._change_refusal(case, change):
                return refusal
        return False

    def _change_refusal(self, case, change):
        """Why the item can't change like this, or False."""
        name, item = change.item_id.field_name, change.item_id.name
        if not change._new():
            return self.env._("“%(item)s”: say what it is to be", item=item)
        if (change.shown or "") == (change.former or ""):
            return self.env._("“%(item)s” isn't to change", item=item)
        if name == "name":
            return case._social_name_refusal(change._new())
        if name == "registered_fund":
            return self._fund_refusal(case, change)
        if name == "legal_representative":
            return self._representative_refusal(case, change)
        return False

    def _fund_refusal(self, case, change):
        founding = self.env["civil.social.case.founding"]
        code = f"social.min_fund_{case.social_kind_id.code}"
        least = founding._value(code, case)
        return change.amount < least and self.env._(
            "the fund is below the minimum of %(amount)s yuan", amount=f"{least:,}"
        )

    def _representative_refusal(self, case, change):
        """Why the new legal representative can't be registered, or False."""
        person = case._social_representative()
        if not person or person.name != change._new():
            return self.env._(
                "enter %(name)s among the proposed officers, as legal representative",
                name=change._new(),
            )
        return person._refusal()

    def _grant_refusal(self, case):
        items = case.social_change_ids.mapped("item_id.field_name")
        if "legal_representative" not in items:
            return False
        if case._social_representative().check_state != "fit":
            return self.env._(
                "check first whether %(name)s qualifies",
                name=case._social_representative().name,
            )
        return case._social_audit_refusal("departure")

    @api.model
    def _granted(self, case):
        """Let the register and the certificate say the new."""
        result = super()._granted(case)
        today = fields.Date.context_today(self)
        # The deputy grants; the register is kept by the section.
        org = case.social_org_id.sudo()
        values = {
            change.item_id.field_name: change._stored()
            for change in case.social_change_ids
        }
        values.pop("legal_representative", None)
        if "supervisor_id" in values and case.social_supervisor_type:
            values["supervisor_type"] = case.social_supervisor_type
        if values:
            org._change(values, today)
        if person := case._social_representative():
            officer = person._officer(org) or org.officer_ids.create(
                person._officer_values(org)
            )
            org._change_representative(officer, today)
        org._social_change_certificate(case)
        case.sudo()._set_subject(org)
        shown = case.social_change_ids.filtered(
            lambda change: change.item_id.field_name in ANNOUNCED
        )
        if shown:
            self._announce(case, "social_announce_change")
        return result
