from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ..tools.words import chinese_date, chinese_span
from .civil_license import ALIVE, MAKING
from .civil_license_kind_field import STATED
from .civil_license_recorded import RECORDING

#: Stated values that the license keeps in fields of its own.
OWN_FIELDS = tuple(name for name in STATED if name != "value")


class CivilLicense(models.Model):
    """What granted cases bring about. Nothing here asks whether it may."""

    _inherit = "civil.license"

    @api.model
    def _issue(self, kind, holder, division, values, on=None, case=None, **given):
        """Make a license because it was granted.

        :param kind: ``civil.license.kind``
        :param dict holder: ``party_type`` and ``resident_id`` or ``organization_id``
        :param division: where it holds
        :param dict values: what the applicant states, by the fields' keys
        :param date on: the day of issue, today if not given
        :param case: the granted ``civil.case``
        :param given: ``number``, ``valid_from``, ``valid_until`` of a license that
            was issued on paper before: whoever has a number has the papers, too;
            ``copies`` where not as many as usual
        :return: the license
        """
        on = on or fields.Date.context_today(self)
        keeper = case.user_id if case else self.env.user
        made = (
            MAKING.opened(self.sudo())
            .create(
                {
                    **holder,
                    "kind_id": kind.id,
                    "division_id": division.id,
                    "user_id": not keeper._is_superuser() and keeper.id,
                }
            )
            .with_context(civil_license_making=None)
        )
        start = given.get("valid_from") or on
        made._write_guarded(
            {
                "number": given.get("number") or kind._next_number(on, division),
                "title": kind.title,
                "issuer": kind.issuer,
                "issued_on": on,
                "holder_name": made.party_name,
            }
        )
        made._set_values(values)
        made._set_term(start, given.get("valid_until") or made._term_end(start))
        made._new_version("new", on, given.get("copies"), not given.get("number"))
        made._log("issued", on, case=case)
        return self.browse(made.id)

    def _change(self, values, on=None, case=None, copies=None, division=None):
        """Replace what the license says; the number and the term stay.

        :param dict values: the stated values that are to hold, by their keys
        :param division: where it holds from now on, if elsewhere
        """
        self._refuse_dead()
        record = self.sudo()
        record._write_guarded(
            {
                "holder_name": record.party_name,
                "division_id": (division or record.division_id).id,
            }
        )
        record._set_values(values)
        record._new_version("change", on, copies)
        record._log("changed", on, case=case)

    def _renew(self, values=None, on=None, case=None, copies=None):
        """Let the license hold for another term, from the end of the present one.

        Source: 行政许可法 art. 50.
        """
        self._refuse_dead()
        record = self.sudo()
        if not record.valid_until:
            raise UserError(
                self.env._(
                    "%(number)s holds for good; it needs no renewal.",
                    number=record.number,
                )
            )
        if values:
            record._set_values(values)
        start = record.valid_until + relativedelta(days=1)
        record._set_term(record.valid_from, record._term_end(start))
        record._new_version("renewal", on, copies)
        record._log("renewed", on, case=case, until=record.valid_until)

    def _reissue(self, reason, on=None, case=None, copies=None, lost=True):
        """Print the license again because papers were lost or damaged.

        The papers of before are void from now on, and their codes say so.

        :param str reason: with where and when the loss was made public
        :param bool lost: the former papers don't come back
        """
        self._refuse_dead()
        record = self.sudo()
        record.copy_ids._withdraw(lost=lost)
        record._new_version("reissue", on, copies)
        record._log("reissued", on, case=case, reason=reason)

    def _cancel(self, ground, on=None, case=None, reason=None):
        """Strike the license off the register (行政许可法 art. 70).

        :param str ground: key of ``cancel_ground``
        """
        on = on or fields.Date.context_today(self)
        record = self.sudo()
        ended = record.ended_on or on
        self._step("cancelled")
        record._write_guarded({"cancel_ground": ground, "ended_on": ended})
        record._log("cancelled", on, case=case, reason=reason)
        record.copy_ids._withdraw()

    def _refuse_dead(self):
        """Refuse where the license has lost its force."""
        reasons = {}
        for record in self.sudo():
            if record.state not in ALIVE:
                reasons[record] = self.env._(
                    "it is in the state “%(state)s”", state=record._state_label()
                )
        self._refuse_reasons(reasons)

    # -- parts -------------------------------------------------------------------

    def _set_values(self, values):
        """Keep the stated values: some in fields, those of the kind's own by code."""
        own = self.kind_id.field_ids.filtered(lambda f: f.source == "value")
        codes = own.mapped("code")
        self._write_guarded(
            {
                **{name: values.get(name) or False for name in OWN_FIELDS},
                "own_values": {code: values.get(code) or "" for code in codes},
            }
        )

    def _stated_values(self):
        """Return the stated values that hold now, by the fields' keys."""
        self.ensure_one()
        record = self.sudo()
        fixed = {name: record[name] or "" for name in OWN_FIELDS}
        return {**fixed, **(record.own_values or {})}

    def _term_end(self, start):
        """Return the last day of a term from ``start``; False if it has no end."""
        kind = self.kind_id
        if not kind.has_term:
            return False
        months = kind._parameter("term", start, self.division_id)
        return start + relativedelta(months=months, days=-1)

    def _set_term(self, start, end):
        """Keep from when to when it holds, and from when on to remind of its end."""
        remind = False
        if end:
            days = self.kind_id._parameter("reminder", start, self.division_id)
            remind = end - relativedelta(days=days)
        self._write_guarded(
            {"valid_from": start, "valid_until": end, "remind_on": remind}
        )

    def _new_version(self, cause, on=None, copies=None, printing=True):
        """Fix what is to be printed, under a token of its own.

        :param bool printing: make papers; otherwise they are with the holder already
        """
        on = on or fields.Date.context_today(self)
        self.copy_ids._withdraw()
        version = (
            RECORDING.opened(self.env["civil.license.version"])
            .create(
                {
                    "license_id": self.id,
                    "sequence": len(self.version_ids) + 1,
                    "cause": cause,
                    "made_on": on,
                    "number": self.number,
                    "title": self.title,
                    "issuer": self.issuer,
                    "holder_name": self.holder_name,
                    "valid_from": self.valid_from,
                    "valid_until": self.valid_until,
                    "content": self._content(on),
                    "hand_out_by": printing and self._hand_out_by(on),
                    "token": self._new_token(),
                }
            )
            .with_context(civil_license_recording=None)
        )
        self._write_guarded({"version_id": version.id})
        if printing:
            number = self.kind_id.copy_count if copies is None else copies
            self.env["civil.license.copy"]._provide(version, number)

    def _hand_out_by(self, on):
        """Return by when papers made on a day have to be with the holder.

        Source: 行政许可法 art. 44, working days after the decision.
        """
        days = self.env["civil.parameter"]._get(
            "license.hand_out_workdays", on, self.division_id
        )
        return self.env["civil.workday"]._add_workdays(on, days)

    def _content(self, on):
        """Return the printed fields in their order, each with label and value."""
        return [
            {
                "key": field._key(),
                "label": field.name,
                "value": self._printed(field, on),
                "original": field.on_original,
                "copy": field.on_copy,
                "public": field.is_public,
            }
            for field in self.kind_id.field_ids
        ]

    def _printed(self, field, on):
        """Return what ``field`` prints, as text."""
        values = {
            "number": self.number,
            "holder": self.holder_name,
            "credit_code": self.organization_id.credit_code or "",
            "span": chinese_span(self.valid_from, self.valid_until),
            "issuer": self.issuer,
            "issued_on": chinese_date(on),
        }
        if field.source in values:
            return values[field.source]
        return self._stated_values().get(field._key()) or ""

    def _log(self, kind, on=None, case=None, document=None, until=None, reason=None):
        """Add to the history who did what on the ground of what."""
        user = self.env.user
        RECORDING.opened(self.env["civil.license.event"].sudo()).create(
            {
                "license_id": self.id,
                "kind": kind,
                "date": on or fields.Date.context_today(self),
                "user_id": user.id if user.id != SUPERUSER_ID else False,
                "case_id": case.id if case else False,
                "document_id": document.id if document else False,
                "until": until,
                "reason": reason,
            }
        )
