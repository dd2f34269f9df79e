from datetime import timedelta

from odoo import api, fields, models


class CivilSocialCaseOfficers(models.AbstractModel):
    """The filing of officers after an election (负责人备案).

    A new term needs the audit of the one that ends. The legal representative is an
    item of the registration: another one needs a change registration beside it.
    """

    _name = "civil.social.case.officers"
    _inherit = ["civil.social.case"]
    _description = "Rules of Filings of Officers"

    def _content_refusal(self, case):
        if not case.social_elected_on:
            return self.env._("enter the day of the election")
        if case.social_elected_on > fields.Date.context_today(self):
            return self.env._("the election lies in the future")
        officers = case.social_person_ids.filtered("is_officer")
        if not officers:
            return self.env._("enter who was elected")
        if not case.social_secret_ballot:
            return self.env._("officers are elected by secret ballot")
        return (
            case._social_vote_refusal("social.election_vote_percent")
            or self._term_refusal(case)
            or next(filter(None, (one._refusal() for one in officers)), False)
        )

    def _term_refusal(self, case):
        if not (case.social_term_start and case.social_term_end):
            return self.env._("enter the term for which they were elected")
        if case.social_term_end <= case.social_term_start:
            return self.env._("a term can't end before it begins")
        return False

    def _grant_refusal(self, case):
        unchecked = case.social_person_ids.filtered(
            lambda person: person.is_officer and person.check_state == "none"
        )
        if unchecked:
            return self.env._(
                "check first whether %(name)s qualifies", name=unchecked[0].name
            )
        return case.social_is_reelection and case._social_audit_refusal("reelection")

    @api.model
    def _granted(self, case):
        """Put the officers on the register; whoever wasn't elected again leaves."""
        result = super()._granted(case)
        # The deputy grants; the register is kept by the section.
        org = case.social_org_id.sudo()
        elected = case.social_person_ids.filtered("is_officer")
        staying = org.officer_ids.browse()
        for person in elected:
            values = person._officer_values(org)
            officer = person._officer(org)
            if officer:
                officer.write(values)
            else:
                officer = org.officer_ids.create(values)
            staying |= officer
        if case.social_is_reelection:
            # The legal representative stays until a change is registered.
            leaving = org.officer_ids.filtered("is_in_office") - staying
            leaving = leaving.filtered(lambda one: not one.is_legal_representative)
            leaving.write({"left_on": case.social_term_start - timedelta(days=1)})
            org.write(
                {
                    "term_start": case.social_term_start,
                    "term_end": case.social_term_end,
                }
            )
        org._social_take_filing("officers", case.social_elected_on)
        case.sudo()._set_subject(org)
        return result

    @api.model
    def _document_values(self, case, kind_code):
        posts = dict(
            self.env["civil.social.person"]
            ._fields["post"]
            ._description_selection(self.env)
        )
        people = case.social_person_ids.filtered("is_officer")
        return {
            **super()._document_values(case, kind_code),
            "people": "\n".join(
                f"{posts.get(one.post) or ''}：{one.name}" for one in people
            ),
            "term": f"{case.social_term_start or ''}至{case.social_term_end or ''}",
        }
