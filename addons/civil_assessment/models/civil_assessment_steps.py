import hashlib
import json

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition

ASSESSOR = "civil_assessment.group_assessor"
HEAD = "civil_assessment.group_head"
#: Why a basis that the data show can't be left out without a word.
_BASES = ("basis_coma", "basis_mental", "basis_events")


class CivilAssessmentSteps(models.Model):
    """The course of an assessment: scored, signed by two, then only replaced."""

    _inherit = "civil.assessment"
    _transitions = (
        Transition("draft", "scored", ASSESSOR, guard="_guard_score"),
        Transition("draft", "incomplete", ASSESSOR, guard="_guard_incomplete"),
        Transition(
            "scored", "first_signed", ASSESSOR, guard="_guard_first", stamp="first"
        ),
        Transition(
            "first_signed",
            "signed",
            ASSESSOR,
            guard="_guard_second",
            effect="_effect_sign",
            stamp="second",
        ),
        Transition(
            ("scored", "first_signed"),
            "draft",
            ASSESSOR,
            guard="_guard_reopen",
            effect="_effect_reopen",
            name="reopen",
        ),
        Transition("signed", "replaced"),
        Transition(("signed", "replaced"), "voided", HEAD, effect="_effect_void"),
    )
    _guarded = (
        "name",
        "standard_id",
        "valid_until",
        "institution_until",
        "content_hash",
        "void_reason",
    )

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("scored", "Scored"),
            ("first_signed", "Signed by the First"),
            ("signed", "Signed"),
            ("replaced", "Replaced"),
            ("voided", "Voided"),
            ("incomplete", "Not Completed"),
        ],
        default="draft",
        required=True,
        index=True,
        readonly=True,
        tracking=True,
    )
    first_uid = fields.Many2one("res.users", string="First Signature", readonly=True)
    first_date = fields.Datetime(string="First Signed on", readonly=True)
    second_uid = fields.Many2one("res.users", string="Second Signature", readonly=True)
    second_date = fields.Datetime(string="Second Signed on", readonly=True)
    valid_until = fields.Date(
        string="Valid for Subsidies through",
        readonly=True,
        copy=False,
        index=True,
    )
    institution_until = fields.Date(
        string="Valid in Institutions through", readonly=True, copy=False
    )
    content_hash = fields.Char(string="Checksum", readonly=True, copy=False)
    is_intact = fields.Boolean(compute="_compute_is_intact")
    void_reason = fields.Char(string="Voided because", readonly=True, copy=False)

    # -- guards --------------------------------------------------------------------

    def _guard_score(self):
        if reason := self._date_refusal():
            return reason
        if self.missing_count:
            return self.env._("missing: %(items)s", items=self.missing_names)
        if self.refused_count:
            return self.env._(
                "%(count)s items were refused; close it as not completed",
                count=self.refused_count,
            )
        return self._contradiction()

    def _guard_incomplete(self):
        if reason := self._date_refusal():
            return reason
        if not self.refused_count:
            return self.env._("no item was refused")
        if self.missing_count:
            return self.env._("missing: %(items)s", items=self.missing_names)
        return False

    def _date_refusal(self):
        """Return what is wrong with the base date, or False."""
        if self.date > fields.Date.context_today(self):
            return self.env._("the base date lies ahead")
        death = self.resident_id.death_date
        if death and death < self.date:
            return self.env._("the person died on %(date)s", date=death)
        standard = self.standard_id
        if self.date < standard.date_from or (
            standard.date_to and self.date > standard.date_to
        ):
            return self.env._("%(name)s wasn't in force then", name=standard.code)
        # Read now: it is what was there while this one was a draft.
        previous = self.previous_id
        if previous and self.reason == "first":
            # Whether the assessor took part in it or not.
            return self.env._(
                "it is no first assessment: there is %(other)s",
                other=previous.sudo().display_name,
            )
        return standard.fault

    def _contradiction(self):
        """Return where ticked bases and data don't agree, or False."""
        shown = self._shown_bases()
        for name in _BASES:
            label = self._fields[name]._description_string(self.env)
            if self[name] and not shown[name]:
                return self.env._("nothing on the sheet shows “%(basis)s”", basis=label)
            left_out = shown[name] and not self[name]
            if left_out and name == "basis_coma":
                return self.env._("a coma always leads to “%(basis)s”", basis=label)
            if left_out and not (self.basis_note or "").strip():
                return self.env._(
                    "the sheet shows “%(basis)s”: write why it isn't applied",
                    basis=label,
                )
        return False

    def _guard_first(self):
        if self.env.user != self.assessor1_id:
            return self.env._("the first assessor signs first")
        if not self.assessor2_id:
            return self.env._("the second assessor is missing")
        return False

    def _guard_second(self):
        if self.env.user != self.assessor2_id:
            return self.env._("the second assessor signs now")
        if self.env.user == self.first_uid:
            return self.env._("two different people sign")
        if not (self.signer_kind and self.signer_name and self.person_signed_on):
            return self.env._(
                "the signature of the person or of the information provider is missing"
            )
        if self.person_signed_on < self.date:
            return self.env._("the person signed before the base date")
        return False

    def _guard_reopen(self):
        if self.env.user not in self.assessor1_id | self.assessor2_id:
            return self.env._("its assessors correct it")
        return False

    # -- effects -------------------------------------------------------------------

    def _effect_reopen(self):
        names = (
            "first_uid",
            "first_date",
            "signer_kind",
            "signer_name",
            "person_signed_on",
        )
        self._write_guarded(dict.fromkeys(names, False))

    def _effect_sign(self):
        for assessment in self:
            values = {
                "valid_until": assessment._valid_through("subsidy"),
                "institution_until": assessment._valid_through("institution"),
            }
            assessment._write_guarded(values)
            assessment._write_guarded({"content_hash": assessment._digest()})
            assessment._settle()

    def _effect_void(self):
        for assessment in self:
            if assessment.state == "signed":
                # The one before holds again, whoever made it.
                earlier = assessment.sudo()._siblings("replaced")[:1]
                earlier._write_guarded({"state": "signed"})

    def _settle(self):
        """Let of all signed ones of the person only the newest stand."""
        mine = self.sudo()
        newer = mine._siblings("signed").filtered(lambda a: a.date > mine.date)
        if newer:
            raise UserError(
                self.env._(
                    "%(other)s is newer and signed: this one comes too late.",
                    other=newer[0].display_name,
                )
            )
        for earlier in mine._siblings("signed"):
            earlier._write_guarded({"state": "replaced"})

    def _siblings(self, state):
        """Return the person's other assessments in a state, the newest first."""
        return self.search(
            Domain("resident_id", "=", self.resident_id.id)
            & Domain("instrument", "=", self.instrument)
            & Domain("state", "=", state)
            & Domain("id", "!=", self.id)
        )

    def _valid_through(self, use):
        """Return the last day on which the single assessment counts for a use."""
        months = self._parameter(f"validity_months_{use}")
        return self.date + relativedelta(months=months, days=-1)

    # -- checksum ------------------------------------------------------------------

    def _digest(self):
        """Return the checksum over what was signed."""
        content = {
            "number": self.name,
            "date": str(self.date),
            "standard": self.standard_id.code,
            "answers": [[a.item_id.code, a.option_id.score] for a in self.answer_ids],
            "bases": [self[name] for name in _BASES],
            "total": self.total,
            "levels": [self.preliminary_level, self.final_level],
            "assessors": [self.assessor1_id.id, self.assessor2_id.id],
            "signer": [self.signer_kind, self.signer_name, str(self.person_signed_on)],
            "valid": [str(self.valid_until), str(self.institution_until)],
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @api.depends("content_hash")
    def _compute_is_intact(self):
        for assessment in self:
            kept = assessment.content_hash
            assessment.is_intact = not kept or kept == assessment._digest()

    # -- buttons -------------------------------------------------------------------

    def action_score(self):
        """Close the questionnaires and let the totals count."""
        self._transition("scored")

    def action_incomplete(self):
        """Close what can't be completed because items were refused."""
        self._transition("incomplete")

    def action_sign_first(self):
        """Sign as the first assessor."""
        self._transition("first_signed")

    def action_sign_second(self):
        """Sign as the second assessor, after the person."""
        self._transition("signed")

    def action_reopen(self):
        """Take what isn't signed by both back to the draft."""
        self._transition("draft", "reopen")

    def action_void(self, reason):
        """Void signed assessments; the earlier ones hold again.

        :param str reason: what is wrong with them
        :raises UserError: there is no reason
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Write the reason first."))
        self._transition("voided")
        self._write_guarded({"void_reason": reason.strip()})

    def action_ask_void(self):
        """Ask why the assessments are voided."""
        return self.env["civil.assessment.reason"]._open(
            self, "action_void", self.env._("Void Assessments")
        )
