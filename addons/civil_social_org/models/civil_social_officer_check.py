from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.door import RECORDED, is_open


class CivilSocialOfficerCheck(models.AbstractModel):
    """What stands against an officer: refusals, and what needs a recorded reason.

    Sources: 《社会团体登记管理条例》第十二条, 第十三条; 《基金会管理条例》第二十条至
    第二十三条; 中组发〔2014〕11号; the model charter of associations.
    """

    _name = "civil.social.officer.check"
    _description = "Checks on Officers"

    warnings = fields.Text(
        compute="_compute_warnings",
        string="Stands Against It",
        help="What needs a reason or an approval to be recorded.",
    )

    def _checked_fields(self):
        """The fields that decide whether somebody may hold the office."""
        return {
            "org_id",
            "identity_number",
            "identity_input",
            "is_legal_representative",
            "is_barred",
            "is_civil_servant",
            "is_retired_cadre",
            "is_paid",
            "term_count",
            "elected_on",
            "date_from",
            "date_to",
            "birth_date",
            "approval_no",
            "exception_reason",
            "left_on",
        }

    def _compute_warnings(self):
        for officer in self:
            officer.warnings = "\n".join(officer._warnings()) or False

    # -- guards ------------------------------------------------------------------

    def _guard_election(self):
        """Refuse who may not hold the office; ask for a reason where one may do.

        :raises UserError: naming the person and what stands against it
        """
        if RECORDED.is_open(self):
            return
        for officer in self.filtered("is_in_office"):
            # The numbers of other officers are compared, and shown to nobody.
            refusals = list(officer.sudo()._refusals())
            if refusals:
                raise UserError(
                    self.env._(
                        "%(name)s can't hold this office: %(why)s",
                        name=officer.name,
                        why=" ".join(refusals),
                    )
                )
            officer._guard_exceptions()

    def _guard_exceptions(self):
        """Ask for what lets the single officer hold the office all the same."""
        posts = list(self._post_warnings())
        limits = list(self._limit_warnings())
        if posts and not self.approval_no:
            raise UserError(
                self.env._(
                    "%(name)s: %(why)s Enter the number of the approval.",
                    name=self.name,
                    why=" ".join(posts),
                )
            )
        if limits and not (self.exception_reason or self.approval_no):
            raise UserError(
                self.env._(
                    "%(name)s: %(why)s Enter the reason of the exception or the number "
                    "of the approval.",
                    name=self.name,
                    why=" ".join(limits),
                )
            )

    def _guard_representation(self, vals):
        """Refuse to change the legal representative outside a case."""
        if is_open(self) or RECORDED.is_open(self):
            return
        for officer in self:
            if not officer.is_legal_representative:
                other = officer.org_id.legal_representative
                changes = vals.get("is_legal_representative") and other
                changes = changes and other != officer.name
            else:
                changes = (
                    vals.get("is_legal_representative", True) is False
                    or vals.get("active", True) is False
                    or bool(vals.get("left_on"))
                    or ("name" in vals and vals["name"] != officer.name)
                )
            if changes:
                raise UserError(
                    self.env._(
                        "%(name)s: the legal representative is an item of the "
                        "registration and changes with a change registration.",
                        name=officer.org_id.name,
                    )
                )

    def _name_representatives(self):
        """Let the organizations name whoever represents them."""
        for officer in self.filtered("is_legal_representative"):
            org = officer.org_id
            if officer.is_in_office and org.legal_representative != officer.name:
                if org.legal_representative and not (
                    is_open(self) or RECORDED.is_open(self)
                ):
                    self._refuse_second(org)
                org.write({"legal_representative": officer.name})

    def _refuse_second(self, org):
        raise UserError(
            self.env._(
                "%(name)s has the legal representative %(person)s: another one needs "
                "a change registration.",
                name=org.name,
                person=org.legal_representative,
            )
        )

    # -- what stands against it --------------------------------------------------

    def _refusals(self):
        """Sentences on why the single officer can't hold the office at all."""
        if problem := self._parse_identity().problem:
            if problem != "empty":
                yield self.env["civil.resident"]._identity_problem_text(problem)
        if self.is_barred:
            yield self.env._(
                "the law bars whoever was deprived of political rights by a criminal "
                "judgment or lacks full civil capacity (社会团体登记管理条例 art. 13)."
            )
        if self.is_legal_representative:
            for name in self._represents_elsewhere():
                yield self.env._(
                    "the person already is the legal representative of %(name)s; let "
                    "that one change first.",
                    name=name,
                )

    def _represents_elsewhere(self):
        """Names of the organizations that forbid the single officer to represent this.

        Compared by identity number: two people of one name are two people.
        """
        if not self.identity_number:
            return []
        self.flush_model(["identity_number", "is_legal_representative", "left_on"])
        self.env["civil.social.org"].flush_model(["state", "kind_id"])
        kind = self.org_id.kind_id
        rows = self.env.execute_query(
            SQL(
                """
                SELECT parent.name
                  FROM civil_social_officer officer
                  JOIN civil_social_org org ON org.id = officer.org_id
                  JOIN civil_social_org_kind kind ON kind.id = org.kind_id
                  JOIN civil_organization parent ON parent.id = org.organization_id
                 WHERE officer.identity_number = %(number)s
                   AND officer.org_id != %(org)s
                   AND officer.is_legal_representative AND officer.active
                   AND (officer.left_on IS NULL OR officer.left_on > %(today)s)
                   AND org.state IN ('normal', 'suspended', 'deregistering')
                   AND (%(one_only)s OR kind.head_of_one_only
                        OR (%(one_of_kind)s AND kind.id = %(kind)s))
                 ORDER BY parent.name
                """,
                number=self.identity_number,
                org=self.org_id.id,
                today=fields.Date.context_today(self),
                one_only=bool(kind.head_of_one_only),
                one_of_kind=bool(kind.head_of_one_of_kind),
                kind=kind.id,
            )
        )
        return [name for [name] in rows]

    def _warnings(self):
        """Sentences on what the single officer needs a reason or an approval for."""
        yield from self._post_warnings()
        yield from self._limit_warnings()

    def _limit_warnings(self):
        if not self.org_id.kind_id.officer_rules:
            return
        day = self.elected_on or self.date_from or fields.Date.context_today(self)
        rules = {
            name: self.env["civil.parameter"]._get(f"social.{name}", day)
            for name in ("officer_age", "officer_terms", "term_years")
        }
        if self.birth_date:
            age = relativedelta(day, self.birth_date).years
            if age > rules["officer_age"]:
                yield self.env._(
                    "At the election the person was %(age)s years old; the limit is "
                    "%(limit)s.",
                    age=age,
                    limit=rules["officer_age"],
                )
        if self.term_count > rules["officer_terms"]:
            yield self.env._(
                "This is term number %(count)s in a row; %(limit)s are allowed.",
                count=self.term_count,
                limit=rules["officer_terms"],
            )
        if self.date_from and self.date_to:
            last = self.date_from + relativedelta(years=rules["term_years"])
            if self.date_to > last:
                yield self.env._(
                    "The term is longer than %(years)s years.",
                    years=rules["term_years"],
                )

    def _post_warnings(self):
        if self.is_civil_servant:
            yield self.env._(
                "A serving civil servant needs the approval of the authority that "
                "manages cadres."
            )
        if self.is_retired_cadre:
            yield self.env._(
                "A retired leading cadre needs an approval, for one association, two "
                "terms and until the age of 70 (中组发〔2014〕11号)."
            )
            if self.is_paid:
                yield self.env._("A retired leading cadre may take no pay.")
