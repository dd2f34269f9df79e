from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_organization.tools.credit_code import code_problem

#: What a founding has to state: fields of the case.
NEEDED = (
    "social_name",
    "social_category_id",
    "social_domicile",
    "social_purpose",
    "social_scope",
    "social_fund",
    "social_term_start",
    "social_term_end",
)


class CivilSocialCaseFounding(models.AbstractModel):
    """A founding (成立登记): granted, the organization stands on the register.

    Source: 《社会团体登记管理条例》第十条至第十三条, 《民办非企业单位登记管理暂行
    条例》第八条至第十二条.
    """

    _name = "civil.social.case.founding"
    _inherit = ["civil.social.case"]
    _description = "Rules of Foundings"

    def _org_refusal(self, case):
        if case.social_org_id:
            return self.env._("%(org)s is registered", org=case.social_org_id.name)
        return False

    def _content_refusal(self, case):
        return (
            self._name_refusal(case)
            or self._statement_refusal(case)
            or self._minimum_refusal(case)
            or self._people_refusal(case)
        )

    def _name_refusal(self, case):
        """Why the name can't be registered, or False."""
        checked = case.social_name_case_id.sudo()
        if checked:
            if checked.social_name != case.social_name:
                return self.env._(
                    "the name isn't the one that was checked: %(name)s",
                    name=checked.social_name,
                )
            if checked.state not in ("granted", "served", "archived"):
                return self.env._("the check of the name hasn't been granted")
            until = checked._social_name_until()
            received = case.received_date or fields.Datetime.now()
            if until < self.env["civil.clock"]._local(received).date():
                return self.env._(
                    "the checked name was kept until %(day)s; have it checked again",
                    day=until,
                )
        return case._social_name_refusal()

    def _statement_refusal(self, case):
        """What isn't stated yet, or False."""
        empty = [name for name in NEEDED if not case[name]]
        if empty:
            label = case._fields[empty[0]]._description_string(self.env)
            return self.env._("“%(field)s” is missing", field=label)
        if not case.social_supervisor_type:
            return self.env._("say who is to supervise it")
        years = self._value("social.term_years", case)
        last = case.social_term_start + relativedelta(years=years)
        if not case.social_term_start < case.social_term_end <= last:
            return self.env._("a term takes %(years)s years at most", years=years)
        return False

    def _value(self, code, case):
        """The value of a dated parameter on the day on which papers were received."""
        received = case.received_date or fields.Datetime.now()
        day = self.env["civil.clock"]._local(received).date()
        return self.env["civil.parameter"]._get(code, day, case.division_id)

    def _minimum_refusal(self, case):
        """Which minimum of members or funds isn't reached, or False."""
        kind = case.social_kind_id.code
        fund = self._value(f"social.min_fund_{kind}", case)
        if case.social_fund < fund:
            return self.env._(
                "the fund is below the minimum of %(amount)s yuan", amount=f"{fund:,}"
            )
        if not case.social_kind_id.has_members:
            return False
        persons, units = case.social_individual_members, case.social_unit_members
        if units and persons:
            least = self._value("social.members_total", case)
            enough = persons + units >= least
        elif units:
            least = self._value("social.members_units", case)
            enough = units >= least
        else:
            least = self._value("social.members_persons", case)
            enough = persons >= least
        return not enough and self.env._(
            "it has %(count)s members; the law asks for %(least)s at least",
            count=persons + units,
            least=least,
        )

    def _people_refusal(self, case):
        """Whom of the initiators and officers something is against, or False."""
        people = case.social_person_ids
        if not people.filtered("is_initiator"):
            return self.env._("name the initiators")
        if not case._social_representative():
            return self.env._("say who is to be the legal representative")
        return next(filter(None, (person._refusal() for person in people)), False)

    def _grant_refusal(self, case):
        unchecked = case.social_person_ids.filtered(
            lambda person: person.check_state == "none"
        )
        if unchecked:
            return self.env._(
                "check first whether %(name)s qualifies", name=unchecked[0].name
            )
        if case.social_supervisor_type == "direct" and not (
            case.consultation_ids.filtered(lambda line: line.state == "answered")
        ):
            return self.env._(
                "whoever is registered directly is decided about after a consultation "
                "of departments"
            )
        opposed = case.consultation_ids.filtered(
            lambda line: line.state == "answered" and line.position == "opposed"
        )
        if opposed and not (case.opinion or "").strip():
            return self.env._(
                "%(body)s is against it: write in the opinion why it is granted all "
                "the same",
                body=opposed[0].body,
            )
        return self._code_refusal(case)

    def _code_refusal(self, case):
        """Why the assigned credit code isn't right, or False."""
        code = clean_code(case.social_credit_code or "")
        if not code:
            return self.env._(
                "enter the credit code that the coding system assigned first"
            )
        if problem := code_problem(code):
            return self.env._(
                "the credit code %(code)s %(why)s",
                code=code,
                why=self.env["civil.organization"]._code_problems()[problem],
            )
        prefix = case.social_kind_id.credit_code_prefix
        if not code.startswith(prefix):
            return self.env._(
                "credit codes of “%(kind)s” begin with %(prefix)s, this one with "
                "%(found)s",
                kind=case.social_kind_id.name,
                prefix=prefix,
                found=code[:2],
            )
        # Whether somebody holds the code is asked of the whole register.
        holders = self.env["civil.organization"].sudo().with_context(active_test=False)
        holder = holders.search([("credit_code", "=", code)], limit=1)
        return bool(holder) and self.env._(
            "the credit code belongs to %(name)s", name=holder.name
        )

    # -- what a grant brings about ---------------------------------------------------

    @api.model
    def _granted(self, case):
        """Put the organization, its officers and its charter on the register."""
        result = super()._granted(case)
        today = fields.Date.context_today(self)
        # The deputy grants; the register is kept by the section.
        org = self.env["civil.social.org"].sudo().create(self._org_values(case, today))
        officers = case.social_person_ids.filtered(
            lambda person: person.is_officer and not person.is_unit
        )
        self.env["civil.social.officer"].sudo().create(
            [
                {
                    **person._officer_values(org),
                    "is_legal_representative": person.is_legal_representative,
                }
                for person in officers
            ]
        )
        org._social_take_charter(case)
        case.sudo()._write_guarded({"social_org_id": org.id})
        license_ = org._social_issue_certificate(case)
        case.sudo()._write_guarded({"license_id": license_.id})
        case.sudo()._set_subject(org)
        self._announce(case, "social_announce_founding")
        return result

    def _org_values(self, case, today):
        """What the register says of the organization from now on."""
        return {
            "name": case.social_name,
            "kind_id": case.social_kind_id.id,
            "division_id": case.division_id.id,
            "company_id": case.company_id.id,
            "credit_code": case.social_credit_code,
            "address": case.social_domicile,
            "legal_representative": case._social_representative().name,
            "start_date": today,
            "registration_date": today,
            "registration_authority": case.company_id.name,
            "category_id": case.social_category_id.id,
            "purpose": case.social_purpose,
            "scope": case.social_scope,
            "area": case.social_area,
            "registered_fund": case.social_fund,
            "supervisor_type": case.social_supervisor_type,
            "supervisor_id": case.social_supervisor_id.id,
            "unit_members": case.social_unit_members,
            "individual_members": case.social_individual_members,
            "staff_count": case.social_staff_count,
            "is_charity": case.social_is_charity,
            "term_start": case.social_term_start,
            "term_end": case.social_term_end,
            "party_members": case.social_party_members,
            "party_committed_on": today,
            "user_id": case.user_id.id,
        }
