using JobStub;

if (args[0] == "inspect")
{
    StubInspection.Answer();
    return 0;
}

using var run = new StubRun(args);
return await run.RunAsync();
