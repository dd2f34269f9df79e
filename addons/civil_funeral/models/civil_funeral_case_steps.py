import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_base.tools.todo import day_end
from odoo.addons.civil_case.models.civil_clock import OPEN

from ..tools.steps import STEPS

#: Facts that are typed and kept under another name, for few to read.
_PROTECTED = {"certificate_input": "certificate_number", "host_input": "host_identity"}


class CivilFuneralCaseSteps(models.Model):
    """Taking the nodes of the course: one way for buttons, windows and programs."""

    _inherit = "civil.funeral.case"

    next_nodes = fields.Char(
        compute="_compute_next_nodes",
        help="The nodes that the present user may take now, between commas.",
    )

    @api.depends("state", "node_ids")
    @api.depends_context("uid")
    def _compute_next_nodes(self):
        for case in self:
            keys = [
                name
                for name, step in STEPS.items()
                if case.id and not case._node_refusal(step)
            ]
            case.next_nodes = f",{','.join(keys)}," if keys else False

    def _node_refusal(self, step):
        """Return why the single case can't take a node now, or False."""
        if not self._may_node(step):
            return self.env._("your role doesn't allow this step")
        if self.state not in step.states:
            return self.env._(
                "it is in the state “%(state)s”", state=self._state_label()
            )
        return bool(step.guard) and (getattr(self, step.guard)() or False)

    def _may_node(self, step):
        user = self.env.user
        return user._is_superuser() or any(map(user.has_group, step.groups))

    def _ask(self, name, **context):
        """The window that asks for the facts of a node."""
        self.ensure_one()
        self.check_access("write")
        self._refuse_reasons({self: self._node_refusal(STEPS[name])})
        return self.env["civil.funeral.step"]._open(self, name, **context)

    def _take(self, name, values, files=None):
        """Take a node on each case: all of them, or none.

        :param str name: key of ``STEPS``
        :param dict values: the facts that it asks for
        :param files: attachments of the user's that prove it
        :raises UserError: it can't be taken, with the reason, or something is missing
        """
        step = STEPS[name]
        self.check_access("write")
        self._lock_for_step()
        self._refuse_reasons({case: case._node_refusal(step) for case in self})
        for case in self:
            case._take_one(name, case._facts(step, values), files)
        self._sync_todos()
        return True

    def _facts(self, step, values):
        """Return the facts of a step as they are kept, or refuse."""
        wrong = values.keys() - set(step.asks)
        if wrong:
            raise UserError(
                self.env._(
                    "This step doesn't ask for %(names)s.", names=", ".join(wrong)
                )
            )
        facts = {name: values.get(name) or False for name in step.asks}
        for name in step.asks:
            if self._fields[name].type == "datetime":
                facts[name] = fields.Datetime.to_datetime(facts[name])
            elif self._fields[name].type == "date":
                facts[name] = fields.Date.to_date(facts[name])
        if step.at and not facts[step.at] and step.at not in step.needs:
            facts[step.at] = fields.Datetime.now()
        missing = [name for name in step.needs if not facts[name]]
        if missing:
            raise UserError(
                self.env._(
                    "%(case)s: still missing: %(names)s.",
                    case=self.display_name,
                    names="、".join(
                        self._fields[name]._description_string(self.env)
                        for name in missing
                    ),
                )
            )
        self._check_times(facts)
        return facts

    def _check_times(self, facts):
        now = fields.Datetime.now()
        for value in facts.values():
            if isinstance(value, datetime.datetime) and value > now:
                raise UserError(
                    self.env._(
                        "%(case)s: what lies in the future can't be recorded yet.",
                        case=self.display_name,
                    )
                )

    def _take_one(self, name, facts, files=None, corrects=None, reason=None, user=None):
        """Keep the facts, move the single case on, and add the node.

        :param user: who took it, where the system does so for somebody
        """
        step = STEPS[name]
        if step.check:
            getattr(self, step.check)(facts)
        kept = {_PROTECTED.get(key, key): value for key, value in facts.items()}
        for key in _PROTECTED.keys() & facts.keys():
            kept[_PROTECTED[key]] = clean_code(facts[key] or "") or False
        # The numbers are for few to read; who enters them need not be one of them.
        self.sudo()._write_guarded(kept)
        target = step.target.get(self.state)
        if corrects:
            target = None
        at = self._moment_of(step.at and facts[step.at])
        for code in step.ends:
            self._stop_clock(code, at)
        if step.begins:
            self._begin(step.begins, at, facts, corrects)
        if step.effect:
            getattr(self, step.effect)()
        if target:
            key = "burial" if name == "burial" else None
            self._transition(target, key)
        limit = self._clocks(step.begins)[-1:] if step.begins else None
        nodes = self.env["civil.funeral.node"]
        if user:
            nodes = nodes.with_user(user).sudo()
        return nodes._add(self, name, at, facts, step, limit, files, corrects, reason)

    @api.model
    def _moment_of(self, when):
        """When it happened: a moment, the end of a day that is over, or now."""
        now = fields.Datetime.now()
        if not when or isinstance(when, datetime.datetime):
            return when or now
        return min(day_end(when), now)

    def _begin(self, code, at, facts, corrects=None):
        """Start the limit that a node begins; a correction begins what runs anew."""
        until = facts.get("notice_until") if code == "funeral.notice" else None
        if corrects:
            opened = self._clocks(code).filtered(lambda c: c.state in OPEN)
            if not opened:
                return
            opened.write({"state": "cancelled", "ended_at": fields.Datetime.now()})
        self._start_clock(code, at, until)

    # -- buttons -----------------------------------------------------------------

    def action_report(self):
        """Send the report in: the case gets its number and its limits begin.

        :raises UserError: something of the report is missing
        """
        self.check_access("write")
        self._lock_for_step()
        self._refuse_reasons({case: case._report_refusal() for case in self})
        self._transition("certificate_pending")
        for case in self:
            case._reported()
        self._sync_todos()
        return True

    def action_certificate(self, files=None, **values):
        """Note the proof of death: medical, of the police, or a letter.

        Without values the window that asks for them opens; so for every node.

        :param values: certificate_kind, certificate_input, certificate_date,
            certificate_issuer, certificate_doctor, death_cause
        :param list files: ids of the user's attachments
        """
        return self._step("certificate", values, files)

    def action_release(self, files=None, **values):
        """Note the consent of the police to the cremation.

        :param values: release_number, release_date, release_issuer
        """
        return self._step("release", values, files)

    def action_notice(self, files=None, **values):
        """Note the public notice of an unknown body.

        :param values: notice_place, notice_at, notice_until
        """
        return self._step("notice", values, files)

    def action_dispatch(self, files=None, **values):
        """Send a hearse: makes the order of transport.

        :param values: vehicle, driver, carriers, transport_from, dispatched_at
        """
        return self._step("dispatch", values, files)

    def action_transport(self, files=None, **values):
        """Note that the body was handed over and fetched.

        :param values: handed_at, handed_by, received_by, body_state, valuables,
            distance
        """
        return self._step("transport", values, files)

    def action_admission(self, files=None, **values):
        """Note the admission of the body to the home; storage begins.

        :param values: admitted_at, body_tag, cabinet, admitted_by
        """
        return self._step("admission", values, files)

    def action_extension(self, files=None, **values):
        """Extend the storage beyond its limit, on request.

        :param values: storage_applicant, storage_reason, storage_until
        """
        return self._step("extension", values, files)

    def action_farewell(self, files=None, **values):
        """Note a farewell in a hall of the home.

        :param values: farewell_hall, farewell_at, farewell_host
        """
        return self._step("farewell", values, files)

    def action_confirmation(self, files=None, **values):
        """Note that the funeral host signed the confirmation of the cremation.

        :param values: host_name, host_relation, host_input, host_phone, confirmed_at
        """
        return self._step("confirmation", values, files)

    def action_cremation(self, files=None, **values):
        """Note the cremation and issue its certificate.

        :param values: furnace, cremator, cremation_start, cremated_at
        :raises UserError: without certificate, confirmation or consent of the police
        """
        return self._step("cremation", values, files)

    def action_ashes(self, files=None, **values):
        """Note who received the ashes, with a receipt.

        :param values: ashes_at, ashes_to, ashes_relation, ashes_by
        """
        return self._step("ashes", values, files)

    def action_placement(self, files=None, **values):
        """Note where the ashes are; a later placement takes the place of an earlier.

        :param values: placement_kind, placement_place, placement_document,
            placement_date, placement_until
        """
        return self._step("placement", values, files)

    def action_burial(self, files=None, **values):
        """Note the burial of a body that need not be cremated.

        :param values: placement_place, placement_document, placement_date
        """
        return self._step("burial", values, files)

    def action_visit(self, files=None, **values):
        """Note a visit to the family after the placement.

        :param values: visited_at, visitor, visit_note
        """
        return self._step("visit", values, files)

    def action_household(self, files=None, **values):
        """Note that the household registration was cancelled.

        :param values: household_date, household_document
        """
        return self._step("household", values, files)

    def action_closing(self):
        """Close the cases: the loop is complete (核销)."""
        return self._take("closing", {})

    def action_cancellation(self, **values):
        """Cancel a case that was reported by mistake.

        :param values: cancel_reason
        """
        return self._step("cancellation", values, None)

    def _step(self, name, values, files):
        if not values:
            return self._ask(name)
        return self._take(name, values, files)

    def action_correct(self, node_id, reason, **values):
        """Put right what a node says, by another node that refers to it.

        :param int node_id: the node, the last of its kind
        :param str reason: what was wrong
        :param values: all facts of the node, as they should have been
        :raises UserError: the node can't be corrected, with the reason
        """
        self.ensure_one()
        self.check_access("write")
        node = self.env["civil.funeral.node"].browse(node_id)
        node.check_access("read")
        self._lock_for_step()
        self._refuse_reasons({self: self._correction_refusal(node, reason)})
        if node.node == "report":
            self._correct_report(node, reason, values)
        else:
            self._take_correction(node, reason, values)
        self._sync_todos()
        return True

    def _take_correction(self, node, reason, values):
        step = STEPS[node.node]
        if not self._may_node(step):
            raise AccessError(self.env._("Your role doesn't allow this step."))
        self._take_one(
            node.node,
            self._facts(step, values),
            corrects=node,
            reason=reason.strip(),
        )
