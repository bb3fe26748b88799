<#
.SYNOPSIS
    Installs DiffImaging as a Windows service.
.DESCRIPTION
    Run it in an elevated PowerShell, from a published folder (dotnet publish host/DiffImaging.Host -c Release -r win-x64 --self-contained).
    Called again it brings in a new version: settings and jobs stay.
.PARAMETER Source
    The published folder.
.PARAMETER Program
    Where the program goes.
.PARAMETER Data
    The data folder: settings, jobs and results.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Source,
    [string] $Program = (Join-Path $env:ProgramFiles 'DiffImaging'),
    [string] $Data = (Join-Path $env:ProgramData 'DiffImaging')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$name = 'DiffImaging'
$account = "NT SERVICE\$name"

if (-not (Test-Path (Join-Path $Source 'diffimaging.exe'))) {
    throw "'$Source' holds no diffimaging.exe; publish it with: dotnet publish host/DiffImaging.Host -c Release -r win-x64 --self-contained"
}

$service = Get-Service -Name $name -ErrorAction SilentlyContinue
if ($service -and $service.Status -ne 'Stopped') {
    # Its jobs write their checkpoints and go on afterwards.
    Stop-Service -Name $name
}

New-Item -ItemType Directory -Force -Path $Program, $Data | Out-Null
Copy-Item -Path (Join-Path $Source '*') -Destination $Program -Recurse -Force

if (-not $service) {
    $command = '"{0}" serve --data "{1}"' -f (Join-Path $Program 'diffimaging.exe'), $Data
    New-Service -Name $name -BinaryPathName $command -DisplayName 'DiffImaging' -StartupType Automatic `
        -Description 'Takes experiments as jobs and reconstructs them.' | Out-Null

    # An account that exists for this service alone, without a password and without rights elsewhere.
    & sc.exe config $name obj= $account password= '' | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "sc.exe config failed with code $LASTEXITCODE." }
    & sc.exe failure $name reset= 86400 actions= restart/2000/restart/10000/restart/60000 | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "sc.exe failure failed with code $LASTEXITCODE." }
}

# The service alone, administrators and the system may read what is kept here.
& icacls.exe $Data /inheritance:r /grant:r "${account}:(OI)(CI)M" 'BUILTIN\Administrators:(OI)(CI)F' 'NT AUTHORITY\SYSTEM:(OI)(CI)F' | Out-Null
if ($LASTEXITCODE -ne 0) { throw "icacls.exe failed with code $LASTEXITCODE." }

Start-Service -Name $name
Get-Service -Name $name
