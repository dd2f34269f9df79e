from odoo import fields, models
from odoo.exceptions import UserError

#: Longest remark on an item, and longest name of who checked.
_NOTE, _NAME = 2000, 60


class CivilSafetyCheck(models.Model):
    """The self-check as the institution fills it in on its pages.

    These are called with the system's rights and the right institution.
    """

    _inherit = "civil.safety.check"

    def _page_sections(self):
        """Return the sections of the single self-check in their order.

        :return: list of dictionaries: ``number``, ``name``, ``lines``, and how many
            of them are ``answered``, are ``left``, are ``problems``
        """
        sections = {}
        for line in self.line_ids.sorted("sequence"):
            sections.setdefault(line.section or "", self.line_ids.browse())
            sections[line.section or ""] |= line
        return [
            {
                "number": number,
                "name": name,
                "lines": lines,
                "answered": len(lines.filtered("result")),
                "left": len(lines.filtered(lambda line: not line.result)),
                "problems": len(lines.filtered(lambda line: line.result == "no")),
            }
            for number, (name, lines) in enumerate(sections.items(), 1)
        ]

    def _page_save(self, answers):
        """Keep answers as far as they are given: nothing else is lost by it.

        :param dict answers: ``{id of a line: {"result": …, "note": …}}``
        :return: how far the sheet is: ``answered``, ``lines``
        :raises UserError: the self-check was filed, or an answer isn't one
        """
        self._check_due()
        results = dict(self.line_ids._fields["result"].selection)
        for line in self.line_ids:
            given = answers.get(str(line.id)) or answers.get(line.id)
            if not isinstance(given, dict):
                continue
            vals = {}
            if "result" in given:
                result = given["result"] or False
                if result and result not in results:
                    raise UserError(self.env._("This is no answer to an item."))
                vals["result"] = result
            if "note" in given:
                vals["note"] = str(given["note"] or "").strip()[:_NOTE] or False
            vals = {name: value for name, value in vals.items() if line[name] != value}
            if vals:
                line.write(vals)
        self.invalidate_recordset(["answered_count", "line_count"])
        return {"answered": self.answered_count, "lines": self.line_count}

    def _page_file(self, checker, checked_date):
        """File the single self-check; pressed again, nothing is filed twice.

        :return: whether it was filed now
        :raises UserError: something is missing, in words
        """
        self._lock_for_step()
        if self.state == "filed":
            return False
        today = fields.Date.context_today(self)
        if not checked_date or not self.month <= checked_date <= today:
            raise UserError(
                self.env._(
                    "The day of the check lies between the first of the month and "
                    "today."
                )
            )
        quiet = self.with_context(mail_create_nosubscribe=True)
        quiet.write({"checker": checker.strip()[:_NAME], "checked_date": checked_date})
        quiet.action_file()
        return True
