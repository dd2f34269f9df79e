from odoo import api, fields, models

from .civil_case import UNDECIDED
from .civil_license import ALIVE
from .civil_license_certificate import density


class CivilLicenseCase(models.AbstractModel):
    """What cases about licenses bring about (证照办件): new to cancelled.

    ============  ==============================================================
    new           the holder has none yet, where the kind allows one only
    change        the license is in force
    renewal       applied for within the window before expiry (行政许可法 art. 50)
    reissue       a lost paper was declared lost in public, where and when is said
    cancellation  on a ground of art. 70
    ============  ==============================================================
    """

    _name = "civil.license.case"
    _inherit = ["civil.case.handler"]
    _description = "Rules of Cases about Licenses"

    @api.model
    def _acceptance_refusal(self, case):
        refusal = super()._acceptance_refusal(case)
        return refusal or self._subject_refusal(case) or self._purpose_refusal(case)

    @api.model
    def _decision_refusal(self, case):
        refusal = super()._decision_refusal(case)
        if refusal or case.proposal != "grant":
            return refusal
        return (
            self._subject_refusal(case)
            or self._purpose_refusal(case)
            or self._entry_refusal(case)
        )

    def _subject_refusal(self, case):
        """Why the case isn't about the right license, or False."""
        if case.license_action == "new":
            return self._second_refusal(case)
        # What the license says decides, whoever asks.
        license_ = case.license_id.sudo()
        if not license_:
            return self.env._("name the license that it is about")
        if license_.kind_id != case.license_kind_id:
            return self.env._(
                "%(number)s is a license of another kind", number=license_.number
            )
        if license_._party() != case.sudo()._party():
            return self.env._(
                "%(number)s belongs to somebody else; licenses can't be handed on "
                "(Administrative Licensing Law, article 9)",
                number=license_.number,
            )
        return self._state_refusal(case, license_)

    def _state_refusal(self, case, license_):
        allowed = (*ALIVE, "expired") if case.license_action == "cancel" else ALIVE
        if license_.state not in allowed:
            return self.env._(
                "%(number)s is in the state “%(state)s”",
                number=license_.number,
                state=license_._state_label(),
            )
        others = license_.case_ids.filtered(
            lambda other: other.state in UNDECIDED and other != case
        )
        earlier = others.filtered(lambda other: other.id < case.id)
        if earlier:
            return self.env._(
                "%(case)s about the same license isn't decided yet",
                case=earlier[0].display_name,
            )
        return False

    def _second_refusal(self, case):
        """Why the holder can't be given another license, or False."""
        if not case.license_kind_id.is_single:
            return False
        field = "resident_id" if case.party_type == "person" else "organization_id"
        # A license in another town counts, too.
        held = self.env["civil.license"].sudo()
        held = held.search(
            [
                ("kind_id", "=", case.license_kind_id.id),
                (field, "=", case[field].id),
                ("state", "in", ALIVE),
            ],
            limit=1,
        )
        return held and self.env._(
            "%(name)s already holds %(number)s",
            name=held.holder_name,
            number=held.number,
        )

    def _purpose_refusal(self, case):
        """Why what is applied for can't be had, or False."""
        if case.license_action == "renewal":
            return self._renewal_refusal(case)
        if case.license_action == "reissue":
            return self._reissue_refusal(case)
        if case.license_action == "cancel" and not case.license_cancel_ground:
            return self.env._("name the ground of cancellation")
        return False

    def _renewal_refusal(self, case):
        """Why the renewal wasn't applied for in time, or False."""
        license_ = case.license_id.sudo()
        if not license_.valid_until:
            return self.env._("%(number)s holds for good", number=license_.number)
        applied = fields.Datetime.context_timestamp(
            self, case.received_date or fields.Datetime.now()
        ).date()
        start, end = license_._renewal_window(applied)
        if applied < start:
            return self.env._(
                "renewal of %(number)s can be applied for from %(start)s on",
                number=license_.number,
                start=start,
            )
        if applied > end:
            return self.env._(
                "renewal of %(number)s had to be applied for by %(end)s; a new "
                "license is needed now (Administrative Licensing Law, article 50)",
                number=license_.number,
                end=end,
            )
        return False

    def _reissue_refusal(self, case):
        """Why the papers can't be made again, or False."""
        if not case.reissue_cause:
            return self.env._("say whether the papers were lost or damaged")
        if case.reissue_cause == "lost" and not (case.loss_medium and case.loss_date):
            return self.env._(
                "the loss has to be made public first: say where and when that was"
            )
        return False

    def _entry_refusal(self, case):
        """What the license needs and the applicant hasn't stated, or False."""
        empty = case.license_entry_ids.filtered(
            lambda entry: entry.is_required and not (entry.value or "").strip()
        )
        if empty:
            return self.env._("“%(field)s” is missing", field=empty[0].name)
        if density([{"value": value} for value in case._stated().values()]) is None:
            return self.env._(
                "what is stated doesn't fit on the certificate; shorten it"
            )
        changed = case.license_entry_ids.filtered("is_changed")
        holder = case.license_id.sudo()
        renamed = holder.holder_name != case.party_name
        moved = holder.division_id != case.division_id
        if case.license_action == "change" and not (changed or renamed or moved):
            return self.env._("nothing of the license is to change")
        return False

    @api.model
    def _granted(self, case):
        """Make or change the license that was applied for."""
        result = super()._granted(case)
        method = getattr(self, f"_grant_{case.license_action}")
        license_ = method(case) or case.license_id
        if case.license_id != license_:
            case.sudo()._write_guarded({"license_id": license_.id})
        case.sudo()._set_subject(license_)
        return result

    def _grant_new(self, case):
        holder = {
            "party_type": case.party_type,
            "resident_id": case.resident_id.id,
            "organization_id": case.organization_id.id,
        }
        return self.env["civil.license"]._issue(
            case.license_kind_id,
            holder,
            case.division_id,
            case._stated(),
            case=case,
            copies=case.license_copies,
        )

    def _grant_change(self, case):
        case.license_id._change(
            case._stated(),
            case=case,
            copies=case.license_copies,
            division=case.division_id,
        )

    def _grant_renewal(self, case):
        case.license_id._renew(case._stated(), case=case, copies=case.license_copies)

    def _grant_reissue(self, case):
        causes = dict(case._fields["reissue_cause"]._description_selection(self.env))
        reason = causes[case.reissue_cause]
        if case.reissue_cause == "lost":
            reason = self.env._(
                "Lost; made public in %(medium)s on %(date)s",
                medium=case.loss_medium,
                date=case.loss_date,
            )
        case.license_id._reissue(
            reason,
            case=case,
            copies=case.license_copies,
            lost=case.reissue_cause == "lost",
        )

    def _grant_cancel(self, case):
        case.license_id._cancel(case.license_cancel_ground, case=case)

    @api.model
    def _document_values(self, case, kind_code):
        values = super()._document_values(case, kind_code)
        # The papers about a license name it, whoever prints them.
        license_ = case.license_id.sudo()
        return {
            **values,
            "license": case.license_kind_id.name or "",
            "license_title": case.license_kind_id.title or "",
            "license_number": license_.number or "",
        }
