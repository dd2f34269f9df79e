from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.todo import TodoEntry

from .civil_inspection import _DOOR


class CivilInspection(models.Model):
    """The steps of an inspection, as people take them."""

    _inherit = "civil.inspection"

    def action_notify(self):
        """Announce the inspections: the notice is issued.

        :raises UserError: too few inspectors, or one who can't go, by record
        """
        self._transition("notified")

    def _announce(self):
        for record in self:
            record._issue_document("inspection_notice")

    def action_start(self):
        """Begin the inspections: the checklist is copied and filled in from now on."""
        self._transition("checking")

    def _begin(self):
        for record in self.filtered(lambda r: not r.line_ids):
            # Lines are written by those who inspect, made by the inspection.
            self.env["civil.inspection.line"].sudo()._copy_checklist(record)

    def action_open_checklist(self):
        """Show the single inspection's checklist with big buttons, for a tablet."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_inspection.civil_inspection_line_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("inspection_id", "=", self.id)],
            "context": {"default_inspection_id": self.id},
        }

    def action_open_sign(self):
        """Ask for a signature on what was written down."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign"),
            "res_model": "civil.inspection.sign",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_inspection_id": self.id},
        }

    def action_sign(self, inspector=None, image=None):
        """Sign for oneself; or let an inspector without user sign on the screen.

        :param int inspector: id of the inspector, oneself if not given
        :param str image: base64 of the signature; needed from who has no user
        :raises UserError: something is missing, or it was signed already
        """
        self.ensure_one()
        self.check_access("write")
        self._lock_for_step()
        self._check_is_mine()
        if self.state != "checking":
            raise UserError(
                self.env._("%(number)s isn't under inspection.", number=self.number)
            )
        self._refuse_reasons({self: self._refuse_record()})
        self.env["civil.inspection.signature"]._sign(self, inspector, image)
        if not self._refuse_lone():
            self._transition("signed")
        return self._sync_todos()

    def action_unsign(self):
        """Take back one's own signature, until the inspection counts as signed."""
        self.ensure_one()
        self._check_is_mine()
        if self.state != "checking":
            raise UserError(
                self.env._("%(number)s isn't under inspection.", number=self.number)
            )
        self.env["civil.inspection.signature"]._take_back(self)
        return self._sync_todos()

    def _conclude(self):
        """The limit for publication starts; the object knows when it was inspected."""
        for record in self:
            if not record.actual_date:
                today = fields.Date.context_today(record)
                _DOOR.opened(record).write({"actual_date": today})
            # The clerk can't write objects of every department.
            thing = record.object_id.sudo()
            last = thing.last_inspection_date
            thing.last_inspection_date = max(
                last or record.actual_date, record.actual_date
            )
            record._issue_document("inspection_record")
        self._start_clock("inspection.publication")

    def action_order_rectification(self):
        """Make orders to rectify what didn't conform, and show them."""
        orders = self.env["civil.rectification"]
        for record in self:
            orders |= orders._from_inspection(record)
        return orders._action_open()

    def action_record_hazards(self):
        """Put what is a hazard into the ledger, once."""
        self.ensure_one()
        self.check_access("write")
        return self.env["civil.hazard"]._from_lines(self.line_ids)._action_open()

    def action_publish(self, where=None):
        """Publish the results, by named fields.

        :param str where: the place, such as the bureau's website
        :raises UserError: not signed yet, or the order to rectify is missing
        """
        if not where:
            where = self.env["civil.parameter"]._get(
                "inspection.publication_place", fields.Date.context_today(self)
            )
        self._transition("published")
        self._write_guarded({"published_where": where})

    def _publish(self):
        for record in self:
            record._write_guarded({"publication": record._publication_values()})
        self._stop_clock("inspection.publication")

    def _publication_values(self):
        """Return what the public may know of the single inspection.

        Nothing else ever leaves by this way: no names of persons, no notes.
        """
        labels = dict(self._fields["result"]._description_selection(self.env))
        return {
            "number": self.number,
            "object": self.object_name,
            "kind": self.kind_id.name,
            "campaign": self.campaign_id.name or "",
            "date": self.actual_date.isoformat(),
            "units": "、".join(self.inspector_ids.unit_id.mapped("name")),
            "result": labels[self.result],
        }

    def action_cancel(self, reason=None):
        """Cancel inspections that didn't begin.

        :param str reason: why; a window asks for it where it isn't given
        """
        if not reason:
            return self.env["civil.inspection.reason"]._open(self, "action_cancel")
        self._transition("cancelled")
        self._write_guarded({"cancel_reason": reason})
        return self._cancel_clocks()

    def _cancel_for(self, reason):
        """Give up planned inspections because their draw is replaced."""
        planned = self.filtered(lambda record: record.state == "planned")
        # A person doesn't take this step: the new draw does.
        system = planned.with_user(self.env.ref("base.user_root"))
        if planned:
            system._transition("cancelled", "redrawn")
            planned._write_guarded({"cancel_reason": reason})

    def action_replace_inspector(self, old, new, reason):
        """Send somebody else, because an inspector can't go; the draw stays.

        :param int old: id of the inspector who doesn't go
        :param int new: id of the one who goes
        :param str reason: why; kept in the history
        :raises UserError: not allowed, already signed, or the new one can't go
        """
        self.ensure_one()
        people = self.env["civil.inspection.inspector"]
        leaver, comer = people.browse(old), people.browse(new)
        if not self.env.user.has_group("civil_inspection.group_head"):
            raise UserError(self.env._("Only a section head replaces an inspector."))
        if (
            self.state not in ("planned", "notified")
            or leaver not in self.inspector_ids
        ):
            raise UserError(self.env._("The inspection already began."))
        self._refuse_reasons({self: self._refuse_inspector(comer)})
        if leaver.unit_id != comer.unit_id or comer in self.inspector_ids:
            raise UserError(self.env._("Choose another inspector of the same unit."))
        _DOOR.opened(self).write(
            {
                "inspector_ids": [
                    fields.Command.unlink(leaver.id),
                    fields.Command.link(comer.id),
                ]
            }
        )
        self.message_post(
            body=self.env._(
                "%(new)s goes instead of %(old)s: %(reason)s",
                new=comer.name,
                old=leaver.name,
                reason=reason,
            )
        )

    # -- desk and papers ---------------------------------------------------------------

    def _todo_entries(self):
        names = {
            key: text % {"object": self.object_name}
            for key, text in self._step_names().items()
        }
        clerk = self.env.ref("civil_inspection.group_clerk")
        head = self.env.ref("civil_inspection.group_head")
        if self.state == "planned":
            return [
                TodoEntry("notify", names["notify"], group=clerk, due=self.planned_date)
            ]
        if self.state in ("notified", "checking"):
            users = self.inspector_ids.user_id - self.signature_ids.user_id
            return [
                TodoEntry(
                    f"inspect-{user.id}",
                    names["inspect"],
                    user=user,
                    due=self.planned_date,
                )
                for user in users
            ]
        if self.state == "signed":
            due = self.due_at or None
            entries = [TodoEntry("publish", names["publish"], group=head, due=due)]
            if self.result == "problems" and not self.rectification_ids:
                entries.append(TodoEntry("order", names["order"], group=clerk, due=due))
            return entries
        return []

    def _document_values(self, kind_code):
        """Return what the papers of the single inspection say."""
        selections = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("method", "result")
        }
        return {
            **super()._document_values(kind_code),
            "addressee": self.object_name,
            "inspection_number": self.number,
            "kind": self.kind_id.name,
            "planned_day": self.planned_date,
            "checked_day": self.actual_date or "",
            "inspectors": "、".join(map(self._told_inspector, self.inspector_ids)),
            "units": "、".join(self.inspector_ids.unit_id.mapped("name")),
            "method": selections["method"][self.method],
            "requirements": self.requirements or self.checklist_id.name,
            "present": self.present_person or "",
            "answers": self._told_answers(),
            "result": selections["result"].get(self.result, ""),
            "conclusion": self.conclusion or "",
            "signers": "、".join(self.signature_ids.inspector_id.mapped("name")),
        }

    def _told_inspector(self, person):
        return f"{person.name}（{person.certificate_number}）"

    def _told_answers(self):
        """Return the answers as lines of a paper."""
        lines = self.line_ids
        results = dict(lines._fields["result"]._description_selection(self.env))
        told = []
        for number, line in enumerate(lines.sorted(), 1):
            parts = [f"{number}. {line.name}：{results.get(line.result, '')}"]
            if line.answer_type == "score":
                parts.append(f"{line.score:g}/{line.max_score:g}")
            if line.answer_type == "count":
                parts.append(f"{line.count}{line.count_unit or ''}")
            told.append("，".join([*parts, *filter(None, [line.note])]))
        return "\n".join(told)
