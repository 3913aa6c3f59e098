"""The questions of an item, one by one: 返回 goes one back, a changed answer may bring new questions or drop some."""

from contract.wire import AskedQuestion, Input
from kiosk.surroundings import Visit
from kiosk.ui import Choose, WentBack

Questions = tuple[AskedQuestion, ...]


def due(questions: Questions, answers: Input) -> Questions:
    """Return the questions to be asked after these answers, in their order."""
    return tuple(
        question
        for question in questions
        if question.only_if is None or answers.get(question.only_if.question) == question.only_if.value
    )


def kept(questions: Questions, answers: Input) -> Input:
    """Return the answers of questions that are still to be asked."""
    ids = {question.id for question in due(questions, answers)}
    return {name: answer for name, answer in answers.items() if name in ids}


async def fill(v: Visit, questions: Questions) -> Input:
    """Ask every question; 返回 out of the first one leaves."""
    return await _ask_from(v, questions, {}, 0)


async def fill_last(v: Visit, questions: Questions, answers: Input) -> Input:
    """The visitor came back from behind the form: ask its last question again."""
    return await _ask_from(v, questions, answers, max(len(due(questions, answers)) - 1, 0))


async def change(v: Visit, questions: Questions, answers: Input, name: str) -> Input:
    """Ask one question again, and then what its new answer makes necessary; 返回 keeps everything as it was."""
    v.at(stage="fill")
    question = next(question for question in questions if question.id == name)
    try:
        changed = kept(questions, {**answers, name: await _ask(v, questions, answers, question)})
        while missing := [question for question in due(questions, changed) if question.id not in changed]:
            changed = {**changed, missing[0].id: await _ask(v, questions, changed, missing[0])}
    except WentBack:
        return answers
    return changed


async def _ask_from(v: Visit, questions: Questions, answers: Input, start: int) -> Input:
    v.at(stage="fill")
    at, answers = start, dict(answers)
    while at < len(asked := due(questions, answers)):
        try:
            answers[asked[at].id] = await _ask(v, questions, answers, asked[at])
            at += 1
        except WentBack:
            if at == 0:
                raise
            at -= 1
    return kept(questions, answers)


async def _ask(v: Visit, questions: Questions, answers: Input, question: AskedQuestion) -> str | int:
    asked = due(questions, answers)
    at = next(place for place, one in enumerate(asked, start=1) if one.id == question.id)
    chosen = answers.get(question.id, question.first)
    return await v.ask(Choose(question, chosen, at, len(asked), card_back=at == 1 and not answers))
