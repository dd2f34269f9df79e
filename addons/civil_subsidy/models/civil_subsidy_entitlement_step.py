from odoo import api, models
from odoo.exceptions import AccessError, LockError, UserError

from odoo.addons.civil_base.tools.text import clean

from ..tools.roles import CLERK
from .civil_subsidy_entitlement import STEPS

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
            record = STEPS.opened(self).create(
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

    # The form that asks

    def _open_step(self, kind):
        return self.env["civil.subsidy.entitlement.step"]._open(self, kind)
