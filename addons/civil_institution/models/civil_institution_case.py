from odoo import SUPERUSER_ID, api, models


class CivilInstitutionCase(models.AbstractModel):
    """What cases about welfare institutions bring about (养老机构备案办件).

    ==========  ==================================================
    filing      the institution is filed and gets the receipt
    change      what was filed changes, and a receipt says so
    suspension  its service is suspended, after the notice
    closure     its service ends
    ==========  ==================================================

    Source: 《养老机构管理办法》（民政部令第66号）.
    """

    _name = "civil.institution.case"
    _inherit = ["civil.case.handler"]
    _description = "Rules of Cases about Welfare Institutions"

    @api.model
    def _acceptance_refusal(self, case):
        return super()._acceptance_refusal(case) or self._refusal(case)

    @api.model
    def _decision_refusal(self, case):
        refusal = super()._decision_refusal(case)
        if refusal or case.proposal != "grant":
            return refusal
        return self._refusal(case)

    def _refusal(self, case):
        """Why the institution as it is can't have it, or False."""
        if not case.institution_id:
            return self.env._("name the institution that it is about")
        # What the institution is decides, whoever asks.
        home = case.institution_id.sudo()
        return getattr(self, f"_refuse_{case.institution_matter}")(case, home)

    def _refuse_filing(self, _case, home):
        if home.state not in ("registered", "filing", "to_correct"):
            return self._state_sentence(home)
        return home._guard_filing()

    def _refuse_change(self, case, home):
        if home.state not in ("filed", "suspended"):
            return self._state_sentence(home)
        changes = case._institution_changes()
        if not changes:
            return self.env._("say what changes")
        return home._beds_refusal(changes.get("beds_approved", home.beds_approved))

    def _refuse_suspension(self, _case, home):
        if home.state != "filed":
            return self._state_sentence(home)
        return home._guard_suspend()

    def _refuse_closure(self, _case, home):
        if home.state == "closed":
            return self._state_sentence(home)
        return home._guard_close()

    def _state_sentence(self, home):
        return self.env._(
            "%(name)s is in the state “%(state)s”",
            name=home.name,
            state=home._state_label(),
        )

    # -- what a grant brings about ---------------------------------------------------

    @api.model
    def _granted(self, case):
        """File, change, suspend or close the institution as applied for."""
        result = super()._granted(case)
        # Whoever decides need not keep institutions.
        case = case.with_user(SUPERUSER_ID)
        getattr(self, f"_grant_{case.institution_matter}")(case, case.institution_id)
        return result

    def _grant_filing(self, _case, home):
        if home.state != "filing":
            home.action_apply()
        home.action_file()

    def _grant_change(self, case, home):
        lines = []
        filed = home.filed_facts or home._present_facts()
        wanted = case._institution_changes()
        for name, value in wanted.items():
            label = home._fields[name]._description_string(self.env)
            lines.append(f"{label}：{filed.get(name) or '-'} → {value}")
            home[name] = value
        facts = {name: home._fact(name, value) for name, value in wanted.items()}
        home._write_guarded({"filed_facts": {**filed, **facts}})
        changes = "；".join(lines)
        home.message_post(
            body=self.env._("%(case)s: %(changes)s", case=case.name, changes=changes)
        )
        home._issue_document(
            "institution_change_receipt", key=case.name, changes=changes
        )

    def _grant_suspension(self, _case, home):
        home.action_suspend()

    def _grant_closure(self, _case, home):
        home.action_close()
