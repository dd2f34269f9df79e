from odoo import SUPERUSER_ID, api, fields, models

from .civil_case import PLANNED

#: What has to be said for some matters.
_WANTED = {
    "rename": "facility_name",
    "representative": "facility_representative",
    "nature": "facility_new_kind",
    "removal": "facility_address",
}
#: States in which an application has been made and isn't decided.
_UNDECIDED = ("received", "to_correct", "accepted", "under_approval")


class CivilCemeteryCase(models.AbstractModel):
    """What cases about funeral facilities bring about (殡葬设施办件).

    ==============  ============================================================
    new             a facility on record, being prepared
    acceptance      it may open, or use what was extended
    extension       more land and plots, to be accepted
    rename          the new name; the old one is kept
    representative  the new legal representative
    nature          another kind, by the route of the new one
    removal         another address
    close           closed for good
    ==============  ============================================================

    Source: 《殡葬管理条例》 art. 8; the routes name their own basis.
    """

    _name = "civil.cemetery.case"
    _inherit = ["civil.case.handler"]
    _description = "Rules of Cases about Funeral Facilities"

    @api.model
    def _acceptance_refusal(self, case):
        refusal = super()._acceptance_refusal(case)
        return (
            refusal
            or self._subject_refusal(case)
            or self._route_refusal(case, case._applied_on())
        )

    @api.model
    def _decision_refusal(self, case):
        refusal = super()._decision_refusal(case)
        if refusal or case.proposal != "grant":
            return refusal
        today = fields.Date.context_today(self)
        return (
            self._subject_refusal(case)
            # What the law forbids by now isn't granted, whenever it was applied for.
            or self._route_refusal(case, today)
            or self._word_refusal(case)
            or self._site_refusal(case)
            or self._state_refusal(case)
        )

    # -- what stands against it ------------------------------------------------------

    def _subject_refusal(self, case):
        """Why it isn't said what the case is about, or False."""
        matter = case.cemetery_matter
        if matter == "new":
            if not case.facility_kind:
                return self.env._("say which kind of facility is to be built")
            if not case.facility_name:
                return self.env._("the name of the facility is missing")
            return not case.facility_address and self.env._("the site is missing")
        if not case.facility_id:
            return self.env._("name the facility that it is about")
        name = _WANTED.get(matter)
        if name and not case[name]:
            return self._wanted_sentence(matter)
        return self._other_refusal(case)

    def _wanted_sentence(self, matter):
        if matter == "rename":
            return self.env._("the new name is missing")
        if matter == "representative":
            return self.env._("the new legal representative is missing")
        if matter == "nature":
            return self.env._("the new nature is missing")
        return self.env._("the new site is missing")

    def _other_refusal(self, case):
        """Name an earlier case about the same matter that isn't decided, or False."""
        # Another section's cases count, too.
        others = case.sudo().search(
            [
                ("facility_id", "=", case.facility_id.id),
                ("cemetery_matter", "=", case.cemetery_matter),
                ("state", "in", _UNDECIDED),
                ("id", "<", case.id),
            ],
            limit=1,
        )
        return bool(others) and self.env._(
            "%(case)s about the same matter isn't decided yet",
            case=others.display_name,
        )

    def _route_refusal(self, case, day):
        """Why the law of a day doesn't let it be had, or False."""
        route = case._route_on(day)
        if not route:
            return self.env._(
                "no rule says who agrees to it on %(date)s; a head of the section can "
                "add one under Settings / Approval Routes",
                date=day,
            )
        if not route.is_allowed:
            return self.env._(
                "it can't be had anymore (%(basis)s)", basis=route.legal_basis
            )
        if route.needs_government and not case.facility_is_government:
            return self.env._(
                "new facilities are run by the government and not for profit "
                "(%(basis)s)",
                basis=route.legal_basis,
            )
        return False

    def _word_refusal(self, case):
        """Whose word is still missing or was no, or False."""
        for word in case.endorsement_ids:
            if word._waited() and word.result != "agreed":
                if word.result == "refused":
                    return self.env._("%(organ)s refused it", organ=word.organ)
                return self.env._("%(organ)s hasn't agreed yet", organ=word.organ)
        return False

    def _site_refusal(self, case):
        """Why the site won't do, or False."""
        if case.cemetery_matter not in PLANNED:
            return False
        for check in case.site_check_ids:
            if check.result == "touched":
                return self.env._(
                    "the site touches what is forbidden: %(rule)s (%(basis)s)",
                    rule=check.name,
                    basis=check.legal_basis,
                )
            if not check.result:
                return self.env._(
                    "the site isn't checked yet: %(rule)s", rule=check.name
                )
        return False

    def _state_refusal(self, case):
        """Why the facility as it is can't have it, or False."""
        # What the facility is decides, whoever asks.
        facility = case.facility_id.sudo()
        if case.cemetery_matter == "close":
            return facility._guard_close()
        if case.cemetery_matter == "acceptance":
            if facility.accepted_on and not facility.is_extension_open:
                return self.env._("%(name)s was accepted already", name=facility.name)
        if facility.state == "closed":
            return self.env._("%(name)s is closed", name=facility.name)
        return False

    # -- what a grant brings about ---------------------------------------------------

    @api.model
    def _granted(self, case):
        """Make or change the facility as it was applied for."""
        result = super()._granted(case)
        # Whoever decides need not keep facilities.
        case = case.with_user(SUPERUSER_ID)
        getattr(self, f"_grant_{case.cemetery_matter}")(case, case.facility_id)
        return result

    def _grant_new(self, case, _none):
        facility = self.env["civil.cemetery.facility"].with_user(SUPERUSER_ID)
        facility = facility.create(
            {
                "name": case.facility_name,
                "kind": case.facility_kind,
                "division_id": case.division_id.id,
                "address": case.facility_address,
                "land_area": case.facility_land_area,
                "land_nature": case.facility_land_nature,
                "planned_plots": case.facility_plots,
                "use_until": case.facility_until,
                "organizer": case.party_name,
                "approved_on": fields.Date.context_today(self),
                "approval_number": case.name,
            }
        )
        case._write_guarded({"facility_id": facility.id})

    def _grant_acceptance(self, case, facility):
        today = fields.Date.context_today(self)
        facility._write_course(
            {"accepted_on": today, "acceptance_case_id": case.id}
            if not facility.accepted_on
            else {"acceptance_case_id": case.id}
        )
        facility._write_course({"is_extension_open": False})

    def _grant_extension(self, case, facility):
        facility.write(
            {
                "land_area": facility.land_area + case.facility_land_area,
                "planned_plots": facility.planned_plots + case.facility_plots,
            }
        )
        facility._write_course({"is_extension_open": True})

    def _grant_rename(self, case, facility):
        facility._rename(case.facility_name, case)

    def _grant_representative(self, case, facility):
        facility._note_change(
            self.env._(
                "Legal representative: %(former)s → %(new)s",
                former=facility.legal_representative or "-",
                new=case.facility_representative,
            )
        )
        facility.legal_representative = case.facility_representative

    def _grant_nature(self, case, facility):
        facility._change_kind(case.facility_new_kind)

    def _grant_removal(self, case, facility):
        facility._note_change(
            self.env._(
                "Site: %(former)s → %(new)s",
                former=facility.address or "-",
                new=case.facility_address,
            )
        )
        facility.address = case.facility_address
        facility._write_course({"accepted_on": False})

    def _grant_close(self, _case, facility):
        if facility.state != "closed":
            facility._transition("closed")

    # -- documents -------------------------------------------------------------------

    @api.model
    def _document_values(self, case, kind_code):
        labels = dict(case._fields["facility_kind"]._description_selection(self.env))
        none = self.env._("None")
        return {
            **super()._document_values(case, kind_code),
            "facility": case.facility_name or case.facility_id.name or none,
            "former": self._former(case) or none,
            "facility_kind": labels.get(case.facility_kind, none),
            "new_kind": labels.get(case.facility_new_kind, none),
            "site": case.facility_address or case.facility_id.address or none,
            "land": f"{case.facility_land_area:g}",
            "plots": str(case.facility_plots),
            "representative": case.facility_representative or none,
            "words": self._word_list(case) or none,
            "found": self._visit_list(case) or none,
            "basis": case.cemetery_route_id.legal_basis or none,
        }

    def _former(self, case):
        names = case.facility_id.sudo().former_name_ids
        of_case = names.filtered(lambda name: name.case_id == case)
        return of_case[:1].name or case.facility_id.name

    def _word_list(self, case):
        labels = dict(
            case.endorsement_ids._fields["result"]._description_selection(self.env)
        )
        return "\n".join(
            "　".join(filter(None, (word.organ, labels.get(word.result), word.letter)))
            for word in case.endorsement_ids
            if word.result
        )

    def _visit_list(self, case):
        visits = case.visit_ids.filtered(lambda visit: visit.state == "done")
        return "\n".join(filter(None, visits.mapped("findings")))
