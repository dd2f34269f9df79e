from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.door import OPEN_REPORT


class CivilSocialReport(models.Model):
    """What the organization's own screens are built on (单位端接口).

    All but ``action_submit`` is for code: controllers call it with raised rights
    once they know that the report is that of the person's organization.
    """

    _inherit = "civil.social.report"

    def _items(self):
        """The items that the single report is asked."""
        return self.env["civil.social.report.item"]._in_force(self.kind_id, self.year)

    def _papers(self):
        """The kinds of papers that the single report needs."""
        kinds = self.env["civil.social.report.file.kind"]
        return kinds._in_force(self.kind_id, self.year)

    def _portal_sections(self):
        """Return the content of the single report, as its version declares it.

        :return: list of ``{"key", "label", "fields": [{"name", "label", "type",
            "selection", "required", "hint", "value", "last"}]}`` in their order;
            ``type`` is char, text, integer, monetary, date or selection; ``last`` is
            last year's answer, or None
        """
        sections, labels = {}, None
        before = self.previous_id
        for item in self._items():
            labels = labels or dict(
                item._fields["section"]._description_selection(self.env)
            )
            field = self._fields[item.field_name]
            section = sections.setdefault(
                item.section,
                {"key": item.section, "label": labels[item.section], "fields": []},
            )
            choices = (
                field._description_selection(self.env)
                if field.type == "selection"
                else []
            )
            section["fields"].append(
                {
                    "name": item.field_name,
                    "label": field._description_string(self.env),
                    "type": field.type,
                    "selection": choices,
                    "required": item.is_required,
                    "hint": item.hint or "",
                    "value": self._plain(item.field_name),
                    "last": (
                        before._plain(item.field_name)
                        if before and item.is_carried
                        else None
                    ),
                }
            )
        return list(sections.values())

    def _plain(self, name):
        """The value of a field of the single report, as JSON can hold it."""
        value, field = self[name], self._fields[name]
        if field.type == "date":
            return value.isoformat() if value else None
        if field.type == "monetary":
            return f"{self.currency_id.round(value):.2f}" if self.currency_id else value
        if field.type == "integer":
            return value
        return value or None

    def _portal_save(self, values):
        """Keep what the organization typed; return what is wrong with it.

        :param dict values: by name of the field; only fields that the report's
            version asks for, while the report may be changed
        :return: ``{field: [sentence]}`` of all that stands against submitting
        :raises UserError: the report was submitted, or a field isn't asked for
        """
        self.ensure_one()
        if not self.is_editable:
            raise UserError(
                self.env._(
                    "%(report)s was handed in: what it says stays as it is until it "
                    "is returned.",
                    report=self.display_name,
                )
            )
        asked = set(self._items().mapped("field_name"))
        if unknown := values.keys() - asked:
            raise UserError(
                self.env._(
                    "The report doesn't ask for %(names)s.",
                    names=", ".join(sorted(unknown)),
                )
            )
        self.write(values)
        self._write_guarded({"saved_at": fields.Datetime.now()})
        return self._problems()

    def _portal_notices(self):
        """What the organization is told: reminders and open remarks, newest first."""
        self.ensure_one()
        reminders = self.env["civil.social.reminder"].search(
            [("report_id", "=", self.id)]
        )
        return {
            "reminders": [
                {"date": reminder.date.isoformat(), "text": reminder.text}
                for reminder in reminders
            ],
            "remarks": [
                {
                    "field": remark.field_name or None,
                    "text": remark.text,
                    "stage": remark.stage,
                    "date": remark.create_date.date().isoformat(),
                }
                for remark in self.remark_ids.filtered(lambda r: not r.is_settled)
            ],
        }

    def _portal_add_file(self, kind_code, name, content):
        """Hand in a paper; a later one of the same kind and name replaces it.

        :param str content: base64
        :raises UserError: the report doesn't ask for it, or was handed in
        """
        self.ensure_one()
        paper = self._papers().filtered(lambda kind: kind.code == kind_code)
        if not paper:
            raise UserError(self.env._("The report doesn't ask for this paper."))
        same = self.file_ids.filtered(
            lambda file: file.kind_id == paper and file.name == name
        )
        same.unlink()
        return self.env["civil.social.report.file"].create(
            {
                "report_id": self.id,
                "kind_id": paper.id,
                "name": name,
                "content": content,
            }
        )

    # -- submitting ---------------------------------------------------------------

    def action_submit(self):
        """Hand the reports in: to the supervisor, or straight to the registrar.

        :raises UserError: something is missing or contradictory, with the sentences
        """
        dual = self.filtered(lambda report: report._has_first_review())
        if dual:
            dual._transition("supervisor_review")
        if direct := self - dual:
            direct._transition("registrar_review", "submit")
        self._tell_inspections()

    def _snapshot(self):
        """All answers of the single report and its papers, as JSON can hold them."""
        names = [
            name
            for name, field in self.env["civil.social.report.content"]._fields.items()
            if name in self._fields and field.store and name not in models.MAGIC_COLUMNS
        ]
        return {
            "organization": self.name,
            "credit_code": self.credit_code or None,
            "year": self.year,
            "answers": {
                name: self._plain(name) for name in names if name != "currency_id"
            },
            "files": [
                {
                    "kind": file.kind_id.name,
                    "name": file.name,
                    "sha256": file._checksum(),
                }
                for file in self.file_ids
            ],
        }

    def _has_first_review(self):
        return self.supervisor_type == "dual" and bool(self.supervisor_id)

    def _guard_submit_dual(self):
        if not self._has_first_review():
            return self.env._("it has no supervisor who reviews first")
        return self._guard_submit()

    def _guard_submit_direct(self):
        if self._has_first_review():
            return self.env._("its supervisor reviews it first")
        return self._guard_submit()

    def _guard_submit(self):
        if not self.is_editable:
            return self.env._("the inspection isn't under way")
        problems = self._problems()
        return " ".join(sentence for found in problems.values() for sentence in found)

    def _submit(self):
        """Keep what is handed in as a version, and look for grounds in it."""
        reports = OPEN_REPORT.opened(self.sudo())
        today = fields.Date.context_today(self)
        for report in reports:
            if not report.submitted_on:
                late = bool(report.due_on and today > report.due_on)
                report._write_guarded({"submitted_on": today, "is_late": late})
            report.remark_ids.filtered(lambda r: not r.is_settled).write(
                {"is_settled": True}
            )
            self.env["civil.social.report.version"].sudo()._keep(report)
        for inspection in reports.inspection_id:
            mine = reports.filtered(lambda r, i=inspection: r.inspection_id == i)
            self.env["civil.social.check"].sudo()._run(inspection, mine)
            inspection._propose(mine)
