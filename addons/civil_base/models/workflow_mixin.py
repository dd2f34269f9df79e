import dataclasses

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

#: How many refused records an error names before it only counts them.
_NAMED = 20


@dataclasses.dataclass(frozen=True)
class Transition:
    """One allowed step of a workflow.

    :param source: state, or tuple of states, from which the step starts
    :param target: state in which it ends
    :param group: XML id, or tuple of XML ids, of the groups of which a person
        needs one; None leaves the step to the system
    :param guard: name of a method that returns, for the single record, the
        reason against the step as a translated sentence, or False
    :param effect: name of a method that does what the step brings about; it is
        called on the records when nothing stands against the step, before the
        state is written, and may still refuse by raising
    :param stamp: prefix of the fields ``<stamp>_uid`` and ``<stamp>_date``
        that keep who took the step and when, where the model has them
    :param name: tells apart steps that share source and target
    """

    source: str | tuple
    target: str
    group: str | tuple | None = None
    guard: str | None = None
    effect: str | None = None
    stamp: str | None = None
    name: str | None = None

    @property
    def sources(self):
        """The states from which the step starts."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def groups(self):
        """The groups of which a person needs one."""
        return (self.group,) if isinstance(self.group, str) else self.group or ()

    @property
    def key(self):
        """What stands for the step in ``next_states``."""
        return self.name or self.target


class _Pass:
    """Lets exactly one write of the guarded fields through.

    It travels in the context as an object, so that no context that comes from
    outside (and can only hold what JSON can) opens the same door.
    """

    def __init__(self, records, vals):
        self._model = records._name
        self._ids = set(records._ids)
        self._vals = vals

    def covers(self, records, vals):
        """Tell whether this is the write that the pass was made for."""
        return (
            records._name == self._model
            and set(records._ids) <= self._ids
            and vals.items() <= self._vals.items()
        )


class CivilWorkflowMixin(models.AbstractModel):
    """A record whose ``state`` changes by declared steps only.

    The model that inherits this declares ``state`` with a default and lists
    its steps in ``_transitions``. The state and the stamps can be neither
    written nor created nor copied nor imported, not even by the superuser.
    """

    _name = "civil.workflow.mixin"
    _description = "Workflow"

    #: The allowed steps, in the order in which people meet them.
    _transitions = ()
    #: Other fields that only the steps' own code may write, such as a number, a
    #: hash or a total: by ``_write_guarded``.
    _guarded = ()

    next_states = fields.Char(
        compute="_compute_next_states",
        help="The steps that the present user may take now, between commas.",
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_next_states(self):
        for record in self:
            keys = [
                step.key
                for step in self._transitions
                if record.id and not record._step_refusal([step])
            ]
            record.next_states = f",{','.join(dict.fromkeys(keys))}," if keys else False

    # -- taking a step -----------------------------------------------------

    def _transition(self, target, name=None):
        """Take the records to the state ``target``: all of them, or none.

        :param str target: the state to reach
        :param str name: which step, where several share source and target
        :raises UserError: some records refuse, with the reason for each; or
            somebody else is working on them at this moment
        """
        self.check_access("write")
        self._lock_for_step()
        self._refuse_reasons(self._refusal_reasons(target, name))
        for step in self._steps(target, name):
            records = self.filtered(lambda record, s=step: record.state in s.sources)
            if records and step.effect:
                getattr(records, step.effect)()
            records._write_state(step)

    def _lock_for_step(self):
        """Keep two people from taking a step on the same record at once."""
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is working on the same record at this moment. "
                    "Please try again shortly."
                )
            ) from error
        self.invalidate_recordset(["state", "next_states"])

    def _refuse_reasons(self, reasons):
        """Refuse where ``{record: reason or False}`` holds a reason.

        :raises UserError: naming each record with its reason
        """
        refused = {record: why for record, why in reasons.items() if why}
        if refused:
            raise UserError(self._refusal_message(refused))

    def _refusal_reasons(self, target, name=None):
        """Return ``{record: reason or False}`` for the step to ``target``."""
        steps = self._steps(target, name)
        return {record: record._step_refusal(steps) for record in self}

    def _steps(self, target, name=None):
        steps = [s for s in self._transitions if (s.target, s.name) == (target, name)]
        if not steps:
            raise ValueError(f"{self._name} declares no step {name or ''} to {target}")
        return steps

    def _step_refusal(self, steps):
        """Return why the single record can't take one of ``steps``, or False."""
        step = next((step for step in steps if self.state in step.sources), None)
        if step is None:
            return self.env._(
                "it is in the state “%(state)s”", state=self._state_label()
            )
        if not self._may_take(step):
            return self.env._("your role doesn't allow this step")
        return bool(step.guard) and (getattr(self, step.guard)() or False)

    def _may_take(self, step):
        """Tell whether the user's groups allow the step.

        The system itself (scheduled jobs, commands) may take every step; code
        that runs with raised rights for a person is judged by the person.
        """
        user = self.env.user
        return user._is_superuser() or any(map(user.has_group, step.groups))

    def _state_label(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return labels.get(self.state, self.state)

    def _refusal_message(self, refused):
        """Name the refused records, each with its reason."""
        lines = [
            self.env._(
                "%(record)s: %(reason)s.",
                record=record.display_name,
                # A guard may answer with a whole sentence or with a part of one.
                reason=why.rstrip(".。"),
            )
            for record, why in list(refused.items())[:_NAMED]
        ]
        if len(refused) > _NAMED:
            lines.append(
                self.env._("… and %(count)s more.", count=len(refused) - _NAMED)
            )
        return "\n".join([self.env._("This can't be done:"), *lines])

    def _write_state(self, step):
        """Write the stamps, then the state."""
        if not self:
            return
        stamps = {}
        if step.stamp and f"{step.stamp}_uid" in self._fields:
            stamps[f"{step.stamp}_uid"] = self.env.uid
        if step.stamp and f"{step.stamp}_date" in self._fields:
            stamps[f"{step.stamp}_date"] = fields.Datetime.now()
        for vals in filter(None, (stamps, {"state": step.target})):
            self._write_guarded(vals)

    # -- keeping every other way closed --------------------------------------

    @api.model
    def _guarded_fields(self):
        """Return the names of the fields that only steps may change."""
        stamps = {step.stamp for step in self._transitions if step.stamp}
        names = {f"{stamp}_{end}" for stamp in stamps for end in ("uid", "date")}
        return {"state", *self._guarded} | (names & self._fields.keys())

    def _write_guarded(self, vals):
        """Write guarded fields, for the code behind a step."""
        key = _Pass(self, vals)
        return self.with_context(civil_workflow_pass=key).write(vals)

    def write(self, vals):
        """Refuse to change the state or a stamp outside a step."""
        guarded = self._guarded_fields() & vals.keys()
        if guarded and not self._has_pass(vals):
            self._refuse_fields(guarded)
        return super().write(vals)

    def _has_pass(self, vals):
        """Tell whether a step's own code writes ``vals``."""
        key = self.env.context.get("civil_workflow_pass")
        return isinstance(key, _Pass) and key.covers(self, vals)

    @api.model_create_multi
    def create(self, vals_list):
        """Start every record in the first state, without stamps."""
        guarded = self._guarded_fields()
        first = {name: False for name in guarded}
        first["state"] = self._fields["state"].default(self)
        context = {
            name: self.env.context[f"default_{name}"]
            for name in guarded
            if f"default_{name}" in self.env.context
        }
        for vals in vals_list:
            given = {**context, **{name: vals[name] for name in guarded & vals.keys()}}
            wrong = {name for name, value in given.items() if value != first[name]}
            if wrong:
                self._refuse_fields(wrong)
        return super().create([{**vals, **first} for vals in vals_list])

    def copy_data(self, default=None):
        """Let a copy start in the first state, without stamps."""
        guarded = self._guarded_fields()
        copies = super().copy_data(default)
        return [
            {name: value for name, value in vals.items() if name not in guarded}
            for vals in copies
        ]

    def _refuse_fields(self, names):
        labels = [self._fields[name]._description_string(self.env) for name in names]
        raise UserError(
            self.env._(
                "%(fields)s can't be set by hand: use the buttons of the form.",
                fields=", ".join(sorted(labels)),
            )
        )
