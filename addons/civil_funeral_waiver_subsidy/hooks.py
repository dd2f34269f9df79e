from odoo.tools import SQL


def uninstall_hook(env):
    """Take claims and the program along; a program that paid something stays, unused.

    Claims aren't deleted by people, so they go past the application.
    """
    env.flush_all()
    env.execute_query(SQL("DELETE FROM civil_funeral_settlement RETURNING id"))
    env.invalidate_all()
    xml_id = "civil_funeral_waiver_subsidy.program_settlement"
    program = env.ref(xml_id, raise_if_not_found=False)
    if program and not program.batch_ids:
        program.unlink()
    elif program:
        program.active = False
