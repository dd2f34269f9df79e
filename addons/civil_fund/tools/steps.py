"""The steps that everything which is approved here has in common."""

from odoo.addons.civil_base.models.workflow_mixin import Transition

from .roles import STAFF


def approval_steps(maker, target):
    """Return the steps from draft through approval to ``target``.

    :param maker: groups that make, submit, take back and void
    :param target: state that the last tier reaches
    """
    return (
        Transition(
            "draft",
            "under_approval",
            group=maker,
            guard="_guard_submit",
            stamp="submitted",
        ),
        Transition(
            "under_approval",
            "draft",
            group=maker,
            guard="_guard_take_back",
            name="take_back",
        ),
        Transition(
            "under_approval",
            "under_approval",
            group=STAFF,
            guard="_review_refusal",
            effect="_pass_tier",
            name="review",
        ),
        Transition(
            "under_approval",
            target,
            group=STAFF,
            guard="_approval_refusal",
            effect="_pass_tier",
            stamp="approved",
        ),
        Transition(
            "under_approval",
            "draft",
            group=STAFF,
            guard="_tier_refusal",
            name="send_back",
        ),
        Transition(("draft", "under_approval"), "voided", group=maker),
    )
