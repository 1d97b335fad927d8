"""Menuju Target: which steps lead to the target, and what may be tried?"""

from spbe.ui.empty import show_nothing
from spbe.ui.plan_page_answer import find_answer
from spbe.ui.plan_page_further import show_further
from spbe.ui.plan_page_headline import show_answer
from spbe.ui.plan_page_question import ask_question
from spbe.ui.plan_page_simulation import show_simulation
from spbe.ui.plan_page_steps import show_steps
from spbe.ui.shell import start_page
from spbe.ui.source_note import show_source_note

page = start_page("plan")
result = page.view.result
if result is None:
    show_nothing(page)
else:
    show_source_note(page, result.scored.instrument)
    question = ask_question(page, result)
    if question is not None and question.way == "simulate":
        show_simulation(page, question)
    elif question is not None:
        answer = find_answer(page, question)
        show_answer(page, question, answer)
        show_steps(page, question, answer)
        show_further(page, question, answer)
