from decimal import Decimal, InvalidOperation

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.civil_base.tools.text import clean, parse_month

from .civil_subsidy_entitlement_version import CONTENT
from .civil_subsidy_stack import HOUSEHOLD_METHODS

CLERK = "civil_subsidy.group_clerk"
#: What a grant or change may say; ``members`` are the persons counted.
SAYABLE = {*CONTENT, "members"} - {"state"}
MONEY = ("income", "decided_amount", "supplement")
#: The steps that start from each state; None before the grant.
ALLOWED = {
    "changed": ("active", "suspended"),
    "suspended": ("active",),
    "resumed": ("suspended",),
    "ended": ("active", "suspended"),
}


class CivilSubsidyEntitlementStep(models.Model):
    """The steps in the life of an entitlement: who may take them, and when.

    =========  =====  =======================================================
    step       who    what must hold
    =========  =====  =======================================================
    grant      clerk  nobody draws it yet: neither the person nor a household
    change     clerk  it holds in the month
    suspend    clerk  it is active in the month
    resume     clerk  it is suspended in the month
    end        clerk  it holds in the month
    withdraw   clerk  what was granted first goes last
    =========  =====  =======================================================

    A clerk of a town: for his own people. What monthly rosters claim is changed by
    the rosters. All steps take many entitlements at once; one alone that can't take
    the step raises, of many it is said which didn't and why.
    """

    _inherit = "civil.subsidy.entitlement"

    # What buttons and programs call

    @api.model
    def action_grant(self, vals):
        """Grant a program: a new entitlement, or one that ended before.

        :param dict vals: ``resident_id``, ``program_id``, ``effective_month``
            (2024-03 or a date in it), ``reason``; and what holds: ``class_id``,
            ``income``, ``decided_amount``, ``supplement``, ``payee_kind``,
            ``payee_id``, ``partner_id``, ``review_date``, ``published_to``,
            ``person_count``, ``members`` (ids of the persons counted); also
            ``occasion``, ``household_id``, ``document``, ``attachment_ids`` (ids)
        :return: as ``action_change``, with ``entitlement_id``
        :raise UserError: somebody draws it already, the month lies before the
            program, or a value doesn't suit the program
        """
        self._check_clerk()
        vals = dict(vals)
        resident = self.env["civil.resident"].browse(vals.pop("resident_id", 0))
        program = self.env["civil.subsidy.program"].browse(vals.pop("program_id", 0))
        resident.check_access("read")
        program.check_access("read")
        if not resident.exists() or not program.exists():
            raise UserError(self.env._("Say who draws which program."))
        month = self._month(vals.pop("effective_month", None))
        reason = self._reason(vals.pop("reason", None))
        document = vals.pop("document", None)
        papers = vals.pop("attachment_ids", None)
        occasion = clean(vals.pop("occasion", None)) or False
        household = self.env["civil.household"].browse(vals.pop("household_id", 0) or 0)
        members = self._granted_members(program, resident, household, vals)
        self._refuse_month(program, month)
        changes = self._said(program, {"person_count": len(members) or 1, **vals}, True)
        self._refuse_counted(program, members or resident, month)
        record = self._granted_record(program, resident, occasion, month)
        if not record:
            record = self._with_pass().create(
                {
                    "resident_id": resident.id,
                    "program_id": program.id,
                    "occasion": occasion,
                    "division_id": resident.division_id.id,
                }
            )
            record = record.with_context(self.env.context)
        if household and record.household_id != household:
            record.household_id = household
        decided = self.env["civil.subsidy.course"]._decide(
            record.ids, "granted", month, changes, reason, document
        )
        record._count_members(members, month)
        record._attach(decided, papers)
        return {**record._answer(decided, month, {}), "entitlement_id": record.id}

    def action_change(
        self,
        effective_month=None,
        values=None,
        reason=None,
        document=None,
        attachment_ids=None,
    ):
        """Record from a month on what is different, for a reason.

        Without a reason the form that asks for it opens.

        :param effective_month: 2024-03, or a date in it; months that were paid
            already may change, the answer says by how much
        :param dict values: as in ``action_grant``
        :return: ``{"done": number, "refused": [{"id", "name", "reason"}], "versions":
            {entitlement id: version id}, "differs": [{"month", "count",
            "difference"}]}``
        """
        if not reason:
            return self._open_step("changed")
        return self._step(
            "changed", effective_month, reason, document, attachment_ids, values or {}
        )

    def action_suspend(
        self, effective_month=None, reason=None, document=None, attachment_ids=None
    ):
        """Stop the payments from a month on until further notice (暂停)."""
        if not reason:
            return self._open_step("suspended")
        return self._step(
            "suspended", effective_month, reason, document, attachment_ids
        )

    def action_resume(
        self, effective_month=None, reason=None, document=None, attachment_ids=None
    ):
        """Pay again from a month on (恢复)."""
        if not reason:
            return self._open_step("resumed")
        return self._step("resumed", effective_month, reason, document, attachment_ids)

    def action_end(
        self, effective_month=None, reason=None, document=None, attachment_ids=None
    ):
        """End the entitlement: the month is the first that isn't due (停发)."""
        if not reason:
            return self._open_step("ended")
        return self._step("ended", effective_month, reason, document, attachment_ids)

    def action_withdraw_version(self, version_id, reason=None):
        """Withdraw what was recorded by mistake; what follows is stated anew.

        :param int version_id: a version of this entitlement that holds
        """
        self.ensure_one()
        version = self.env["civil.subsidy.entitlement.version"].browse(version_id)
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                version, "action_withdraw", self.env._("Withdraw")
            )
        self._check_clerk()
        self.check_access("write")
        self._lock()
        reason = self._reason(reason)
        if version not in self.version_ids or version.withdrawn_at:
            raise UserError(
                self.env._(
                    "%(name)s: this version isn't there or was withdrawn already.",
                    name=self.display_name,
                )
            )
        if self.program_id.source == "roster":
            raise UserError(self._refusal("roster"))
        left = self.version_ids.filtered(
            lambda v: not v.withdrawn_at and v != version
        ).sorted(lambda v: (v.effective_month, v.id))
        if left and left[0].kind != "granted":
            raise UserError(
                self.env._(
                    "%(name)s: the grant can't be withdrawn while later versions rest "
                    "on it. Withdraw those first, or end the entitlement.",
                    name=self.display_name,
                )
            )
        self.env["civil.subsidy.course"]._withdraw({self.id: version.id}, reason)
        return self._answer({self.id: version.id}, version.effective_month, {})

    # One step of many entitlements

    def _step(self, kind, month, reason, document, papers, values=None):
        """Take a step with those that may; say of the others why not."""
        self._check_clerk()
        self.check_access("write")
        self._lock()
        month = self._month(month)
        reason = self._reason(reason)
        members = (values or {}).pop("members", None) if len(self) == 1 else None
        refused = self._refusals(kind, month)
        changes = {}
        if kind == "changed":
            programs = self.program_id
            for program in programs:
                told = {**(values or {})}
                if members is not None:
                    told.setdefault("person_count", len(members))
                changes = self._said(program, told, False)
            if not changes and members is None:
                raise UserError(self.env._("Say what changes."))
        if members is not None:
            members = self._existing("civil.resident", members)
            self._refuse_counted(self.program_id, members, month, self)
        able = self.filtered(lambda record: record.id not in refused)
        if not able:
            raise UserError("\n".join(list(refused.values())[:20]))
        decided = self.env["civil.subsidy.course"]._decide(
            able.ids, kind, month, changes, reason, document
        )
        if members is not None:
            able._count_members(members, month)
        able._attach(decided, papers)
        return self._answer(decided, month, refused)

    def _refusals(self, kind, month):
        """``{id: sentence}`` of those that can't take the step in the month."""
        refused = {}
        rosters = set(
            self.filtered(lambda record: record.program_id.source == "roster").ids
        )
        for row in self.env["civil.subsidy.course"]._holding(self.ids, month):
            why = None
            if row["id"] in rosters:
                why = "roster"
            elif row["state"] is None:
                why = "before"
            elif row["state"] not in ALLOWED[kind]:
                why = row["state"]
            if why:
                record = self.browse(row["id"])
                refused[record.id] = record._refusal(why, month)
        return refused

    def _refusal(self, why, month=None):
        """The sentence that names record, cause and remedy."""
        shown = {"name": self.display_name, "month": month and f"{month:%Y-%m}"}
        if why == "roster":
            return self.env._(
                "%(name)s: monthly rosters claim this program. Have the town change "
                "its roster, or hold the payment.",
                **shown,
            )
        if why == "before":
            return self.env._(
                "%(name)s: nothing was granted yet in %(month)s. Choose a later month, "
                "or grant it from then on.",
                **shown,
            )
        if why == "ended":
            return self.env._(
                "%(name)s: it has ended by %(month)s. Grant it anew if it is due "
                "again.",
                **shown,
            )
        if why == "suspended":
            return self.env._(
                "%(name)s: it is suspended in %(month)s already.", **shown
            )
        return self.env._(
            "%(name)s: it isn't suspended in %(month)s, so there is nothing to resume.",
            **shown,
        )

    def _answer(self, decided, month, refused):
        """What the step did, and which months that were paid differ now."""
        records = self.browse(decided)
        # Whoever records a change keeps the entitlement's talk, not its data.
        return {
            "done": len(decided),
            "versions": decided,
            "refused": [
                {"id": key, "name": self.browse(key).display_name, "reason": sentence}
                for key, sentence in refused.items()
            ],
            "differs": self.env["civil.subsidy.difference"]._paid_months(
                records, month
            ),
        }

    # What is asked for

    def _check_clerk(self):
        """Refuse whoever isn't a clerk; programs that run as the system may.

        :raise AccessError: with a sentence
        """
        if not (self.env.user._is_superuser() or self.env.user.has_group(CLERK)):
            raise AccessError(
                self.env._("Entitlements are recorded by the clerks of the section.")
            )

    def _lock(self):
        """Keep two people from recording at once what excludes each other."""
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is working on the same entitlement at this moment. "
                    "Please try again shortly."
                )
            ) from error
        self.invalidate_recordset()

    @api.model
    def _month(self, value):
        month = parse_month(value)
        if not month:
            raise UserError(
                self.env._("Say from which month it holds, such as 2024-03.")
            )
        return month

    @api.model
    def _reason(self, value):
        if not clean(value):
            raise UserError(self.env._("Write the reason first."))
        return clean(value)

    @api.model
    def _existing(self, model, keys):
        """Records of a model by id that are there and that the user may read."""
        records = self.env[model].browse(keys)
        if len(records.exists()) != len(records):
            raise UserError(
                self.env._(
                    "Something named isn't on file: %(what)s.",
                    what=records._description,
                )
            )
        records.check_access("read")
        return records

    @api.model
    def _said(self, program, values, whole):
        """The values as JSON keeps them, checked against the program.

        :param whole: a grant, which states everything
        :raise UserError: naming the program, the field and the remedy
        """
        unknown = set(values) - SAYABLE
        if unknown:
            raise UserError(
                self.env._(
                    "An entitlement has no value %(names)s.",
                    names=", ".join(sorted(unknown)),
                )
            )
        said = dict.fromkeys(set(CONTENT) - {"state"}) if whole else {}
        for name, value in values.items():
            if name in CONTENT:
                said[name] = self._plain(name, value)
        problem = self._problem(program, said, whole)
        if problem:
            raise UserError(f"{program.name}: {problem}")
        return said

    @api.model
    def _plain(self, name, value):
        """One value as JSON keeps it: money as exact text, dates as ISO text."""
        kind = CONTENT[name]
        if name in MONEY:
            try:
                amount = Decimal(str(value or 0))
            except InvalidOperation:
                amount = Decimal("NaN")
            if not amount.is_finite() or amount != round(amount, 2):
                raise UserError(
                    self.env._("%(value)s isn't an amount in yuan.", value=value)
                )
            return f"{amount:.2f}"
        if kind == "date":
            return value and fields.Date.to_string(fields.Date.to_date(value)) or None
        if name == "person_count":
            return int(value or 0)
        return value or None

    @api.model
    def _problem(self, program, said, whole):
        """Why what is said doesn't suit the program, in a sentence, or False."""
        if "class_id" in said or whole:
            class_ = self.env["civil.subsidy.class"].browse(said.get("class_id") or 0)
            if class_ and (not class_.exists() or class_.program_id != program):
                return self.env._("the class belongs to another program.")
            if not class_ and program.class_ids and not self._is_individual(program):
                return self.env._("choose the class; the standard depends on it.")
        if any(Decimal(said.get(name) or 0) < 0 for name in MONEY):
            return self.env._("income and amounts can't be less than zero.")
        if self._is_individual(program):
            amount = Decimal(said.get("decided_amount") or 0)
            if (whole or "decided_amount" in said) and amount <= 0:
                return self.env._(
                    "it is decided case by case: give the amount, more than zero."
                )
        elif Decimal(said.get("decided_amount") or 0):
            return self.env._(
                "its amount follows from the standard; leave the decided amount empty."
            )
        if (whole or "person_count" in said) and (said.get("person_count") or 0) < 1:
            return self.env._("at least one person is counted.")
        return self._payee_problem(program, said, whole)

    @api.model
    def _payee_problem(self, program, said, whole):
        kinds = dict(program._fields["payee_kind"].selection)
        if said.get("payee_kind") and said["payee_kind"] not in kinds:
            return self.env._("it isn't known to whom it should be paid.")
        kind = said.get("payee_kind") or (whole and program.payee_kind)
        if kind == "agent" and not said.get("payee_id"):
            return self.env._("name the agent who is paid.")
        if kind == "institution" and not said.get("partner_id"):
            return self.env._("name the institution that is paid.")
        return False

    @api.model
    def _is_individual(self, program):
        return program.amount_method == "individual"

    @api.model
    def _refuse_month(self, program, month):
        """Refuse a grant of what isn't a program in the month, or by rosters."""
        if program.source == "roster":
            raise UserError(
                self.env._(
                    "%(program)s is claimed by monthly rosters; import the town's "
                    "roster instead.",
                    program=program.name,
                )
            )
        if program.date_from and month < program.date_from.replace(day=1):
            raise UserError(
                self.env._(
                    "%(program)s began on %(date)s; nothing can be granted for "
                    "%(month)s.",
                    program=program.name,
                    date=program.date_from,
                    month=f"{month:%Y-%m}",
                )
            )
        if program.date_to and month > program.date_to:
            raise UserError(
                self.env._(
                    "%(program)s ended on %(date)s; nothing can be granted for "
                    "%(month)s.",
                    program=program.name,
                    date=program.date_to,
                    month=f"{month:%Y-%m}",
                )
            )

    @api.model
    def _granted_record(self, program, resident, occasion, month):
        """The ended entitlement that is granted anew; none where there is none.

        :raise UserError: it is alive, or was for something paid once
        """
        # Another division may have granted it; the person has it only once.
        record = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("resident_id", "=", resident.id),
                    ("program_id", "=", program.id),
                    ("occasion", "=", occasion),
                ]
            )
        )
        if not record:
            return self.browse()
        record = record.sudo(self.env.su)
        record.check_access("write")
        record._lock()
        [row] = self.env["civil.subsidy.course"]._holding(record.ids, month)
        if not record.active:
            return record
        if program.cycle == "once":
            raise UserError(
                self.env._(
                    "%(name)s: what is paid once was granted for this occasion "
                    "already. Name another occasion.",
                    name=record.display_name,
                )
            )
        if record.state != "ended" or row["state"] != "ended":
            raise UserError(
                self.env._(
                    "%(name)s draws it already, since %(month)s. Record a change "
                    "instead, or end it first.",
                    name=record.display_name,
                    month=f"{record.first_month:%Y-%m}",
                )
            )
        return record

    # The persons counted

    @api.model
    def _granted_members(self, program, resident, household, vals):
        """The persons whom a household's grant counts: those named, or who live there."""
        named = vals.pop("members", None)
        if program.amount_method not in HOUSEHOLD_METHODS:
            return self.env["civil.resident"]
        if named is not None:
            return self._existing("civil.resident", named)
        living = household.member_ids.filtered(lambda r: not r.death_date)
        return living | resident

    @api.model
    def _refuse_counted(self, program, people, month, own=None):
        """Refuse people whom another household's entitlement counts already.

        :raise UserError: naming both
        """
        if program.amount_method not in HOUSEHOLD_METHODS:
            return
        # Households of other divisions count too.
        other = (
            self.env["civil.subsidy.entitlement.member"]
            .sudo()
            .search(
                Domain("resident_id", "in", people.ids)
                & Domain("entitlement_id.program_id", "=", program.id)
                & Domain("entitlement_id.state", "!=", "ended")
                & Domain("entitlement_id.active", "=", True)
                & Domain("entitlement_id", "not in", own.ids if own else [])
                & (Domain("month_to", "=", False) | Domain("month_to", ">", month)),
                limit=1,
            )
        )
        if other:
            raise UserError(
                self.env._(
                    "%(name)s is already counted in the entitlement of %(other)s. "
                    "Take the person out there first.",
                    name=other.resident_id.display_name,
                    other=other.entitlement_id.display_name,
                )
            )

    def _count_members(self, people, month):
        """Count exactly these people from a month on."""
        self.ensure_one()
        if not people and not self.member_ids:
            return
        self.env.flush_all()
        known = {"entitlement": self.id, "month": month, "people": people.ids}
        # Who isn't counted anymore: not at all, or until the month.
        self.env.cr.execute(
            SQL(
                "DELETE FROM civil_subsidy_entitlement_member"
                " WHERE entitlement_id = %(entitlement)s AND month_from >= %(month)s",
                **known,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_entitlement_member SET month_to = CASE
                    WHEN resident_id = ANY(%(people)s) THEN NULL
                    ELSE %(month)s::date END
                WHERE entitlement_id = %(entitlement)s
                    AND (month_to IS NULL OR month_to > %(month)s
                        OR month_to = %(month)s AND resident_id = ANY(%(people)s))
                """,
                **known,
            )
        )
        self.env["civil.subsidy.entitlement.member"].invalidate_model()
        counted = self.member_ids.filtered(
            lambda member: not member.month_to
        ).resident_id
        # Members are written by the steps only.
        self.env["civil.subsidy.entitlement.member"].sudo().create(
            [
                {
                    "entitlement_id": self.id,
                    "resident_id": person.id,
                    "month_from": month,
                }
                for person in people - counted
            ]
        )
        self.invalidate_recordset(["member_ids"])

    def _attach(self, decided, papers):
        """Keep the papers with the versions that they decided."""
        if papers:
            attachments = self._existing("ir.attachment", papers)
            versions = self.env["civil.subsidy.entitlement.version"].browse(
                decided.values()
            )
            versions.attachment_ids = attachments

    # The form that asks

    def _open_step(self, kind):
        return self.env["civil.subsidy.entitlement.step"]._open(self, kind)
