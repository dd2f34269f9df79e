import base64
import hashlib
import json

from odoo import fields, models

from .civil_form_filing import FILLING


class CivilFormFiling(models.Model):
    """The steps of a filing: check, send, take back from the superior."""

    _inherit = "civil.form.filing"

    def action_fill(self):
        """Compute the values for the period and put them into the workbook.

        Filling again counts anew; what was typed and explained stays.

        :raises AccessError: the user may not read what is counted
        """
        self._transition("filled")
        return True

    def action_check(self):
        """Confirm values and workbook; they are frozen from now on."""
        self._transition("checked")
        return True

    def action_reopen(self):
        """Take the check back while nothing has been sent."""
        self._transition("filled", name="reopened")
        return True

    def action_send(self, sent_on=None, way=None, receipt_number=None):
        """Note that the workbook went to the superior.

        :param str sent_on: the day, as YYYY-MM-DD; what the form holds, or today
        :param str way: key of ``sent_way``; what the form holds
        :param str receipt_number: the superior's receipt, where there is one
        """
        given = {"sent_on": sent_on, "sent_way": way, "receipt_number": receipt_number}
        given = {name: value for name, value in given.items() if value}
        if given:
            self.write(given)
        for filing in self:
            if filing.state == "checked" and not filing.sent_on:
                filing.sent_on = fields.Date.context_today(filing)
        self._transition("sent")
        return True

    def action_return(self, reason=None):
        """Note that the superior returned it; it can be filled anew then.

        :param str reason: what is to be corrected; what the form holds
        """
        if reason:
            self.write({"return_reason": reason})
        self._transition("returned")
        return True

    def action_download(self):
        """Download the filled workbook."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook/"
            f"{self.filename}?download=true",
            "target": "self",
        }

    # -- what stands against a step -------------------------------------------------

    def _fill_refusal(self):
        version = self.form_id._version_on(self.period_end)
        if not version:
            return self.env._(
                "no version of the form holds on %(day)s; an administrator uploads the "
                "blank workbook under Versions",
                day=self.period_end,
            )
        if not version.cell_ids:
            return self.env._(
                "nobody has said yet which cell means which figure; an administrator "
                "does so on the version of the form"
            )
        if self.period_end >= fields.Date.context_today(self):
            return self.env._("its period hasn't ended yet")
        return False

    def _check_refusal(self):
        if self.env.user in self.maker_ids:
            return self.env._(
                "whoever filled it, typed or explained something can't check it"
            )
        if self.missing_count:
            return self.env._(
                "%(count)s values are still to be typed", count=self.missing_count
            )
        if self.unexplained_count:
            return self.env._(
                "%(count)s differences or findings are still to be explained",
                count=self.unexplained_count,
            )
        return False

    def _send_refusal(self):
        if not self.sent_way:
            return self.env._("say first in which way it was sent")
        if self.sent_on and self.sent_on > fields.Date.context_today(self):
            return self.env._("the day of sending lies ahead")
        if self._digest() != self.content_hash:
            return self.env._(
                "its values aren't those that were checked; take the check back and "
                "fill it again"
            )
        return False

    def _return_refusal(self):
        if not (self.return_reason or "").strip():
            return self.env._("write down first why the superior returned it")
        return False

    # -- what a step brings about -----------------------------------------------------

    def _freeze(self):
        for filing in self:
            content = filing._build(checker=filing.env.user)[0]
            filing._write_guarded({"workbook": base64.b64encode(content)})
            filing._write_guarded({"content_hash": filing._digest()})

    def _unfreeze(self):
        self._write_guarded({"content_hash": False})

    def _digest(self):
        """Return the SHA-256 of values, explanations and the workbook's cells."""
        self.ensure_one()
        content = base64.b64decode(self.with_context(bin_size=False).workbook or b"")
        values = sorted(
            (
                *(value.figure_id.code, value.division_id.id),
                *(value.given, str(value._decimal()), value.places or []),
                *(value.note or "", value.explanation or ""),
            )
            for value in self.value_ids
        )
        findings = sorted(
            (finding.key, finding.name, finding.explanation or "")
            for finding in self.finding_ids
        )
        whole = json.dumps(
            [
                *(self.form_id.id, self.version_id.id, str(self.period_start)),
                *(values, findings, hashlib.sha256(content).hexdigest()),
            ],
            ensure_ascii=False,
        )
        return hashlib.sha256(whole.encode()).hexdigest()

    def _dispatch(self):
        """Keep what is sent, once and for all."""
        for filing in self:
            # Nobody writes dispatches but this step.
            FILLING.opened(self.env["civil.form.dispatch"].sudo()).create(
                {
                    "filing_id": filing.id,
                    "round": len(filing.dispatch_ids) + 1,
                    "sent_on": filing.sent_on,
                    "sent_way": filing.sent_way,
                    "sent_uid": self.env.uid,
                    "checked_uid": filing.checked_uid.id,
                    "receipt_number": filing.receipt_number,
                    "content_hash": filing.content_hash,
                    "workbook": filing.with_context(bin_size=False).workbook,
                }
            )
            FILLING.opened(filing).write({"return_reason": False})

    def _take_return(self):
        for filing in self:
            last = filing.dispatch_ids.sorted("round")[-1:]
            FILLING.opened(last.sudo()).write(
                {
                    "returned_on": fields.Date.context_today(filing),
                    "return_reason": filing.return_reason,
                }
            )
            FILLING.opened(filing).write(
                {
                    "sent_on": False,
                    "sent_way": False,
                    "receipt_number": False,
                }
            )
            filing._write_guarded({"content_hash": False, "maker_ids": [(5,)]})
